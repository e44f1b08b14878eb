import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../kernel/failure.ts'
import { openStage, type Stage } from './server.fixture.ts'

let stage: Stage
type Schemas = { schema: Record<string, unknown> }
type Operation = {
  security?: unknown[]
  parameters: { name: string }[]
  requestBody: { content: Record<string, Schemas> }
  responses: Record<string, { content: Record<string, Schemas> }>
}
let document: { openapi: string; components: { schemas: object }; paths: Record<string, Record<string, Operation>> }
beforeAll(async () => {
  stage = await openStage()
  document = (await stage.app.inject('/api/openapi.json')).json()
})
afterAll(() => stage.close())

describe('the OpenAPI document', () => {
  it('is valid 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect([valid, validator.version, document.openapi]).toEqual([true, '3.1', '3.1.0'])
  })

  it('a document with a fault is found by the same check', async () => {
    const faulty = { ...structuredClone(document), info: { title: 'no version' } }
    expect((await new Validator().validate(faulty)).valid).toBe(false)
  })

  it('tells fields, headers, failures and who may ask', () => {
    const operation = (path: string) => must(document.paths[path]?.post, `POST ${path}`)
    const { requestBody, parameters, responses } = operation('/api/notes')
    expect(requestBody.content['application/json']?.schema).toMatchObject({
      additionalProperties: false,
      required: ['text'],
      properties: {
        on: { type: 'string', format: 'date' },
        at: { type: 'string', format: 'date-time' },
        minutes: { type: 'integer' },
      },
    })
    expect(parameters.map(({ name }) => name).sort()).toEqual(['accept-language', 'idempotency-key', 'if-match'])
    const statuses = ['201', '400', '401', '403', '404', '412', '413', '415', '422', '500', '503']
    expect(Object.keys(responses).sort()).toEqual(statuses)
    expect(responses['422']?.content['application/problem+json']?.schema).toEqual({
      $ref: '#/components/schemas/Problem',
    })
    expect(operation('/api/auth/sign-in').security).toEqual([])
    expect(Object.keys(document.components.schemas).sort()).toEqual([
      'Decision',
      'Me',
      'OwnSecurity',
      'PasskeyQuestion',
      'Problem',
      'SignInStep',
    ])
    const decided = operation('/api/decisions').responses['201']
    expect(decided?.content['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Decision' })
  })

  it('the page reads it with a viewer of ours, and nothing from another site', async () => {
    const page = await stage.app.inject('/api')
    expect(page.headers['content-type']).toMatch(/^text\/html/)
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    const sources = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!)
    expect(sources).toContain('/api/reference/viewer.js')
    for (const source of sources.filter((text) => text !== 'data:,'))
      expect((await stage.app.inject(source)).statusCode).toBe(200)
    const plain = await stage.app.inject('/api/reference/viewer.js')
    const packed = await stage.app.inject({
      url: '/api/reference/viewer.js',
      headers: { 'accept-encoding': 'gzip, br' },
    })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(plain.body).toContain('createApiReference')
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2)
  })
})
