import type { Topic } from './topology.ts'

/** A topic is to be written of which this process knows nothing yet: find out, and decide again. */
export class TopicNotKnown extends Error {
  readonly topic: Topic
  /** Where `topic` stands for many, the one. */
  readonly topicName: string

  constructor(topic: Topic, name: string) {
    super(`nothing is known of topic ${name}`)
    this.topic = topic
    this.topicName = name
  }
}
