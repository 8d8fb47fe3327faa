import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { isJson, type Json, objectAt, parseJson } from "../../slack/json.ts";

const file = new URL("../../../fixtures/discord/openapi.json.gz", import.meta.url);

export interface OpenApi {
  /** What Discord's published document has against a body; nothing where it is allowed, or the document is silent. */
  violations(method: string, path: string, kind: string, body: unknown): readonly string[];
}

let loaded: OpenApi | undefined;

/** Discord's published document, read once for all tests of a file. */
export function discordsDocument(): OpenApi {
  loaded ??= load();
  return loaded;
}

function load(): OpenApi {
  const document = parseJson(gunzipSync(readFileSync(file)).toString());
  if (!isJson(document)) throw new Error("Discord's document is not a JSON object.");
  // Formats are only notes here: snowflake, nonce, int32 and so on are Discord's own.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: "https://discord/api", components: asRead(document["components"]) });
  const validators = new Map<string, ValidateFunction | undefined>();
  const validatorOf = (method: string, path: string, kind: string) => {
    const key = `${method} ${path} ${kind}`;
    if (!validators.has(key)) {
      const schema = bodySchema(document, method, path, kind);
      validators.set(key, schema === undefined ? undefined : ajv.compile(schema));
    }
    return validators.get(key);
  };
  return {
    violations(method, path, kind, body) {
      const validate = validatorOf(method, path, kind);
      if (validate === undefined || validate(body) === true) return [];
      return [...new Set((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`))];
    },
  };
}

function bodySchema(document: Json, method: string, path: string, kind: string): Json | undefined {
  const operation = objectAt(objectAt(objectAt(document, "paths"), path), method.toLowerCase());
  const media = objectAt(objectAt(objectAt(operation, "requestBody"), "content"), kind);
  const schema = asRead(media["schema"]);
  return isJson(schema) ? schema : undefined;
}

/**
 * The document as its own README has it read: a union means one of its members, which may overlap here; a number may
 * come as digits. Everything else stands as it is.
 */
function asRead(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asRead);
  if (!isJson(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]) => {
    if (key === "$ref") return [key, String(value).replace("#/", "https://discord/api#/")];
    return [key === "oneOf" ? "anyOf" : key, asRead(value)];
  });
  const read: Json = Object.fromEntries(entries);
  return takesNumbers(schema["type"]) ? { anyOf: [read, { type: "string", pattern: "^-?[0-9]+$" }] } : read;
}

const takesNumbers = (type: unknown) => type === "integer" || (Array.isArray(type) && type.includes("integer"));
