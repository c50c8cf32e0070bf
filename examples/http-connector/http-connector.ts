import { Connector, Webhook, type ConnectorOptions, type WebhookOptions } from '../../connector/index.ts'
import { readCallback } from './callbacks.ts'
import { httpProvider, type HttpProviderOptions } from './http-provider.ts'

export interface HttpConnectorOptions extends Omit<ConnectorOptions, 'handlers'> {
  readonly provider: HttpProviderOptions
  readonly webhook: Pick<WebhookOptions, 'host' | 'port' | 'path' | 'secrets'>
}

/** The whole connector: what is asked goes to the provider, what the provider calls back goes to the log. */
export class HttpConnector {
  readonly connector: Connector
  readonly webhook: Webhook

  static async start(options: HttpConnectorOptions): Promise<HttpConnector> {
    const connector = new Connector({ ...options, handlers: httpProvider(options.provider) })
    try {
      const webhook = await Webhook.listen({
        ...options.webhook, read: readCallback, notify: notification => connector.notify(notification),
        logger: options.logger
      })
      return new HttpConnector(connector, webhook)
    } catch (error) {
      await connector.close()
      throw error
    }
  }

  private constructor(connector: Connector, webhook: Webhook) {
    this.connector = connector
    this.webhook = webhook
  }

  async close(): Promise<void> {
    await this.webhook.close()
    await this.connector.close()
  }
}
