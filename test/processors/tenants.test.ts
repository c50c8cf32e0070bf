import { suite } from 'uvu'
import * as assert from 'uvu/assert'

import type { TenantRows } from '../../processors/tenants/announcement.ts'
import { tenants } from '../../processors/tenants/index.ts'
import type {
  AnnounceTenant, OwnTopics, Plain, Tenant, TenantAnnounced, TenantCommandHead, TenantEventBody
} from '../../schemas/generated.ts'
import { head, specification, tablesOf, usualAt } from '../support/given.ts'
import { tenantOf } from '../support/plans.ts'

const { tenant: _, revision: __, ...usual } = tenantOf()
const announce: TenantCommandHead & AnnounceTenant = {
  type: 'AnnounceTenant', tenant: 'acme', operationId: 'hello-1', ...usual, expectedRevision: 0
}
const yen = { currencies: [{ code: 'JPY', exponent: 0 }] }
const ownTopics: Plain<OwnTopics> = { partitions: 6, replication: 0, commandRetentionMs: 0 }

const nothing = tablesOf({})
const given = specification(tenants, nothing)

const deciding = suite('tenants decide')

deciding('a first announcement makes the first revision', () => {
  given({}).when(announce).emits(announced(1))
})

deciding('what is the same already changes nothing', () => {
  given({ announced: row(4) }, tableWith(row(4))).when(announce).emits(unchanged(4))
})

deciding('what a record has beside the characteristics is no difference, nor is the object', () => {
  const read = { type: 'Tenant', ...structuredClone(row(4)) }
  given({}, tableWith(read)).when({ ...announce, operationId: 'hello-2' }).emits(unchanged(4))
})

deciding('any difference, however deep, makes the next revision', () => {
  const levels = [{ level: 1, name: 'known' }]
  const person = { class: 'person', levels, initialLevel: 0, challenges: [] }
  const own = row(4, { classes: [person] })
  const renamed = { ...announce, classes: [{ ...person, levels: [{ level: 1, name: 'well known' }] }] }
  given({ announced: own }, tableWith(own)).when({ ...announce, classes: [person] }).emits({
    ...unchanged(4), row: own
  })
  given({ announced: own }, tableWith(own)).when(renamed).emits({
    ...announced(5), row: row(5, { classes: renamed.classes })
  })
  for (const change of [
    yen, { isOwnerRequired: true }, { operationsPerSecond: 5 }, { operationRetentionMs: 86_400_000 },
    { approvals: [{ currency: 'EUR', above: 1n }] },
    { transientFailures: [] }
  ]) {
    given({ announced: row(4) }, tableWith(row(4))).when({ ...announce, ...change })
      .emits({ ...announced(5), row: row(5, change) })
  }
})

deciding('a row that an operator put in between is what counts', () => {
  const put = row(5, yen)
  given({ announced: row(4) }, tableWith(put)).when(announce).emits(announced(6))
  given({ announced: row(4) }, tableWith(put)).when({ ...announce, ...yen }).emits({ ...unchanged(5), row: put })
})

deciding('of two rows of one revision the table\'s counts', () => {
  given({ announced: row(5) }, tableWith(row(5, yen))).when(announce).emits(announced(6))
})

deciding('an announcement that is not in the table yet counts', () => {
  given({ announced: row(1) }).when(announce).emits(unchanged(1))
  given({ announced: row(5) }, tableWith(row(4, yen))).when({ ...announce, ...yen })
    .emits({ ...announced(6), row: row(6, yen) })
})

deciding('the default row is nobody\'s own', () => {
  given({}, tableWith(row(9, { tenant: '*' }))).when(announce).emits(announced(1))
})

deciding('an expected revision is the one that is there, from whomever it is', () => {
  given({ announced: row(4) }, tableWith(row(5))).when({ ...announce, ...yen, expectedRevision: 5 })
    .emits({ ...announced(6), row: row(6, yen) })
  given({ announced: row(4) }, tableWith(row(4))).when({ ...announce, expectedRevision: 4 }).emits(unchanged(4))
})

deciding('topics of its own are chosen with the first row', () => {
  given({}).when({ ...announce, ownTopics }).emits({ ...announced(1), row: row(1, { ownTopics }) })
  given({ announced: row(1, { ownTopics }) }).when({ ...announce, ...yen, ownTopics: { ...ownTopics } })
    .emits({ ...announced(2), row: row(2, { ...yen, ownTopics }) })
})

deciding.run()

const refusing = suite('tenants refuse')

refusing('an id that is none, and the default\'s', () => {
  for (const tenant of ['', 'a/b', '*']) {
    given({}).when({ ...announce, tenant }).refuses('invalid_id', { fields: ['tenant'] })
  }
  given({}).when({ ...announce, operationId: 'a/b' }).refuses('invalid_id', { fields: ['operationId'] })
})

refusing('characteristics that are none, by the place of each', () => {
  given({}).when({
    ...announce, attemptsMax: 0, approvals: [{ currency: 'JPY', above: -1n }],
    serviceLimits: [{ kind: 'unknown', party: 'a b', ceiling: -1 }]
  }).refuses('invalid_tenant', {
    fields: [
      'approvals[0].currency', 'approvals[0].above', 'attemptsMax', 'serviceLimits[0].kind', 'serviceLimits[0].party',
      'serviceLimits[0].ceiling'
    ]
  })
})

refusing('no more places than an event has room for', () => {
  const approvals = Array.from({ length: 5_000 }, () => ({ currency: 'JPY', above: -1n }))
  const refused = tenants.decide({ ...announce, approvals }, {}, nothing, usualAt)
  assert.is(refused.type === 'OperationRefused' && refused.fields.length, 16)
})

refusing('more currencies than the world has, without looking at the rest', () => {
  const currencies = Array.from({ length: 1_001 }, (_, index) => ({ code: `C${index}`, exponent: 99 }))
  given({}).when({ ...announce, currencies }).refuses('invalid_tenant', { fields: ['currencies'] })
})

refusing('another revision than the expected one', () => {
  given({}).when({ ...announce, expectedRevision: 1 }).refuses('tenant_revision_mismatch')
  for (const expectedRevision of [3, 5, -1]) {
    given({ announced: row(4) }, tableWith(row(4))).when({ ...announce, expectedRevision })
      .refuses('tenant_revision_mismatch')
  }
  given({ announced: row(4) }, tableWith(row(5))).when({ ...announce, expectedRevision: 4 })
    .refuses('tenant_revision_mismatch')
})

refusing('topics of its own for who has a row, and a change of them', () => {
  const changes: readonly (readonly [Plain<OwnTopics> | null, Plain<OwnTopics> | null])[] = [
    [null, ownTopics], [ownTopics, null], [ownTopics, { ...ownTopics, partitions: 7 }],
    [ownTopics, { ...ownTopics, replication: 1 }], [ownTopics, { ...ownTopics, commandRetentionMs: 60_000 }]
  ]
  for (const [is, wanted] of changes) {
    const own = row(2, { ownTopics: is })
    given({ announced: own }, tableWith(own)).when({ ...announce, ownTopics: wanted }).refuses('tenant_topics_fixed')
    given({}, tableWith(own)).when({ ...announce, ownTopics: wanted }).refuses('tenant_topics_fixed')
  }
})

refusing('topics of its own for who was admitted to the shared ones by a default row', () => {
  given({}, tableWith(row(1, { tenant: '*' }))).when({ ...announce, ownTopics }).refuses('tenant_topics_fixed')
})

refusing('for the first reason of those that apply', () => {
  const broken = { ...announce, operationId: '', attemptsMax: 0, expectedRevision: 7, ownTopics }
  const rows = { announced: row(4) }
  given(rows).when(broken).refuses('invalid_id', { fields: ['operationId'] })
  given(rows).when({ ...broken, operationId: 'x' }).refuses('invalid_tenant', { fields: ['attemptsMax'] })
  given(rows).when({ ...broken, operationId: 'x', attemptsMax: 1 }).refuses('tenant_revision_mismatch')
  given(rows).when({ ...broken, operationId: 'x', attemptsMax: 1, expectedRevision: 4 }).refuses('tenant_topics_fixed')
})

refusing.run()

const publishing = suite('tenants publish')

publishing('the row of a change, for everybody', () => {
  assert.equal(tenants.react!(eventOf(announced(3)), {}), [
    { to: 'tenants', record: { type: 'Tenant', ...row(3) } }
  ])
})

publishing('nothing where nothing changed', () => {
  assert.equal(tenants.react!(eventOf(unchanged(3)), {}), [])
  const refused = tenants.decide({ ...announce, attemptsMax: 0 }, {}, nothing, usualAt) as TenantEventBody
  assert.equal(tenants.react!(eventOf(refused), {}), [])
})

publishing('an event leaves the row that it tells of, and a refusal none', () => {
  assert.equal(tenants.evolve({}, eventOf(announced(1))), { announced: row(1) })
  assert.equal(tenants.evolve({ announced: row(1) }, eventOf(unchanged(5))), { announced: row(5) })
  const rows: TenantRows = { announced: row(1) }
  const refused = tenants.decide({ ...announce, attemptsMax: 0 }, rows, nothing, usualAt) as TenantEventBody
  assert.is(tenants.evolve(rows, eventOf(refused)), rows)
  assert.is(tenants.evolve(rows, eventOf({ type: 'RecordDeadLettered', reason: 'empty' })), rows)
})

publishing.run()

function row(revision: number, change: Partial<Plain<Tenant>> = {}): Plain<Tenant> {
  return tenantOf({ revision, ...change })
}

function announced(revision: number): TenantAnnounced {
  return { type: 'TenantAnnounced', row: row(revision), isChanged: true }
}

function unchanged(revision: number): TenantAnnounced {
  return { ...announced(revision), isChanged: false }
}

function tableWith(...rows: readonly Plain<Tenant>[]): ReturnType<typeof tablesOf> {
  return tablesOf({ tenants: rows })
}

function eventOf(body: TenantEventBody): Parameters<typeof tenants.evolve>[1] {
  const { wallet: _, ...rest } = head('hello-1')
  return { ...rest, ...body }
}
