import type { ArrayType, AvroType, EnumType, RecordType, UnionType } from './avro.ts'

/**
 * What records of `writer` can say and a reader of `ours` would leave out: the path of a field, a symbol, or a branch
 * of a union; undefined where nothing is lost. Avro's resolution is silent about it.
 */
export function additionOf(writer: AvroType, ours: AvroType): string | undefined {
  return compare(writer, ours, '', new Set())
}

function compare(writer: AvroType, ours: AvroType, path: string, seen: Set<AvroType>): string | undefined {
  const [theirs, known] = [branchesOf(writer), branchesOf(ours)]
  if (theirs !== undefined || known !== undefined) {
    return first(theirs ?? [writer], branch => {
      const same = (known ?? [ours]).find(each => nameOf(each) === nameOf(branch))
      return same === undefined ? joined(path, nameOf(branch)) : compare(branch, same, path, seen)
    })
  }
  if (seen.has(writer)) return undefined
  seen.add(writer)
  switch (writer.typeName) {
    case 'record': {
      const fields = new Map((ours as RecordType).fields.map(field => [field.name, field.type]))
      return first((writer as RecordType).fields, ({ name, type }) => {
        const field = fields.get(name)
        const within = joined(joined(path, shortName(writer)), name)
        return field === undefined ? within : compare(type, field, within, seen)
      })
    }
    case 'enum': {
      const { symbols } = ours as EnumType
      return first((writer as EnumType).symbols, symbol =>
        symbols.includes(symbol) ? undefined : joined(path, symbol))
    }
    case 'array': return compare((writer as ArrayType).itemsType, (ours as ArrayType).itemsType, path, seen)
    default: return undefined
  }
}

function branchesOf(type: AvroType): readonly AvroType[] | undefined {
  return (type as UnionType).types
}

function nameOf(type: AvroType): string {
  return type.name ?? type.typeName
}

function shortName({ name }: AvroType): string {
  return name!.slice(name!.lastIndexOf('.') + 1)
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function first<Item>(items: readonly Item[], find: (item: Item) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}
