import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import { tenants } from '../../processors/tenants/index.ts'
import type {
  AnnounceTenant, Plain, ResumeTenant, StopTenant, Tenant, TenantCommandHead, TenantEvent
} from '../../schemas/generated.ts'
import { head, specification, tablesOf } from '../support/given.ts'
import { tenantOf } from '../support/plans.ts'
import * as examples from './examples.ts'

const stop: TenantCommandHead & StopTenant = examples.stopTenant
const resume: TenantCommandHead & ResumeTenant = examples.resumeTenant
const { tenant: _, revision: __, ...usual } = tenantOf()
const announce: TenantCommandHead & AnnounceTenant = {
  type: 'AnnounceTenant', tenant: 'acme', operationId: 'hello-1', ...usual, expectedRevision: 0
}
const given = specification(tenants, tablesOf({}))

const stopping = suite('stopping a tenant')

stopping('is its next revision, with the reason and all else as it was', () => {
  const own = row(4, { isOwnerRequired: true })
  given({ announced: own }, tableWith(own)).when(stop).emits({
    type: 'TenantStopped', row: { ...own, revision: 5, stopped: 'an audit' }, isChanged: true, reason: 'an audit'
  })
  given({}, tableWith(own)).when(stop).emits({
    type: 'TenantStopped', row: { ...own, revision: 5, stopped: 'an audit' }, isChanged: true, reason: 'an audit'
  })
})

stopping('for the same reason again changes nothing, and for another one tells the later', () => {
  const stopped = row(5, { stopped: 'an audit' })
  given({ announced: stopped }).when({ ...stop, operationId: 'stop-2' }).emits({
    type: 'TenantStopped', row: stopped, isChanged: false, reason: 'an audit'
  })
  given({ announced: stopped }).when({ ...stop, operationId: 'a/b/stop', reason: 'ledger out of balance: EUR' }).emits({
    type: 'TenantStopped', row: { ...stopped, revision: 6, stopped: 'ledger out of balance: EUR' }, isChanged: true,
    reason: 'ledger out of balance: EUR'
  })
})

stopping('whom the default row admits gives it a row of its own', () => {
  const byDefault = row(9, { tenant: '*', isOwnerRequired: true })
  given({}, tableWith(byDefault)).when(stop).emits({
    type: 'TenantStopped', row: row(1, { isOwnerRequired: true, stopped: 'an audit' }), isChanged: true,
    reason: 'an audit'
  })
})

stopping('who is not there is refused, and so is a reason that is none', () => {
  given({}).when(stop).refuses('tenant_not_found')
  given({}).when(resume).refuses('tenant_not_found')
  given({}, tableWith(row(9, { tenant: '*' }))).when(resume).refuses('tenant_not_found')
  for (const reason of ['', 'größer', 'x'.repeat(257)]) {
    given({ announced: row(4) }).when({ ...stop, reason }).refuses('invalid_id', { fields: ['reason'] })
    given({ announced: row(4) }).when({ ...resume, reason }).refuses('invalid_id', { fields: ['reason'] })
  }
  given({ announced: row(4) }).when({ ...resume, author: '' }).refuses('invalid_id', { fields: ['author'] })
  given({ announced: row(4) }).when({ ...stop, tenant: '*' }).refuses('invalid_id', { fields: ['tenant'] })
})

stopping('is undone by resuming, which says who and why, and changes nothing else', () => {
  const stopped = row(5, { stopped: 'an audit', isOwnerRequired: true })
  given({ announced: stopped }).when(resume).emits({
    type: 'TenantResumed', row: row(6, { isOwnerRequired: true }), isChanged: true, author: 'ann', reason: 'all is well'
  })
  given({ announced: row(6) }).when(resume).emits({
    type: 'TenantResumed', row: row(6), isChanged: false, author: 'ann', reason: 'all is well'
  })
})

stopping('is not undone by what the tenant announces, be it the same or another thing', () => {
  const stopped = row(5, { stopped: 'an audit' })
  given({ announced: row(4) }, tableWith(stopped)).when(announce)
    .emits({ type: 'TenantAnnounced', row: stopped, isChanged: false })
  given({ announced: stopped }).when({ ...announce, isOwnerRequired: true }).emits({
    type: 'TenantAnnounced', row: row(6, { stopped: 'an audit', isOwnerRequired: true }), isChanged: true
  })
})

stopping('is told to everybody when it is a change, and kept', () => {
  for (const type of ['TenantStopped', 'TenantResumed'] as const) {
    const stopped = row(5, { stopped: 'an audit' })
    const event = (isChanged: boolean): TenantEvent => {
      const { wallet: _, ...others } = head('stop-1')
      return { ...others, type, row: stopped, isChanged, author: 'ann', reason: 'an audit' } as TenantEvent
    }
    assert.equal(tenants.react!(event(true), {}), [{ to: 'tenants', record: { type: 'Tenant', ...stopped } }])
    assert.equal(tenants.react!(event(false), {}), [])
    assert.equal(tenants.evolve({ announced: row(4) }, event(true)), { announced: stopped })
  }
})

stopping.run()

function row(revision: number, change: Partial<Plain<Tenant>> = {}): Plain<Tenant> {
  return tenantOf({ revision, ...change })
}

function tableWith(row: Plain<Tenant>): ReturnType<typeof tablesOf> {
  return tablesOf({ tenants: [row] })
}
