import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { listPlaceholders, readTexts } from './message-files.ts';

const root = join(import.meta.dirname, '../../../../src/ui');
const source = readTexts('en-us');

/** A call that says a message by its own key. */
interface Use {
  readonly where: string;
  readonly key: string;
  readonly values: readonly string[];
}

const uses: Use[] = [];
/** Patterns of all strings in the code that could name a message. */
const patterns: RegExp[] = [];
/** Sentences that stand in the code itself. */
const sentences: string[] = [];

for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
  if (!/\.tsx?$/.test(path)) continue;
  const text = readFileSync(join(root, path), 'utf8');
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX), path);
}

function visit(node: ts.Node, where: string): void {
  if (ts.isStringLiteral(node)) patterns.push(toPattern([node.text]));
  if (ts.isTemplateExpression(node)) {
    patterns.push(toPattern([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]));
  }
  if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text)) sentences.push(`${where}: ${node.text.trim()}`);
  if (ts.isJsxAttribute(node) && node.initializer !== undefined && ts.isStringLiteral(node.initializer)) {
    const name = node.name.getText();
    if (/^(aria-label|title|placeholder|label|hint|alt)$/.test(name) && /[a-z]/.test(node.initializer.text)) {
      sentences.push(`${where}: ${name}="${node.initializer.text}"`);
    }
  }
  if (ts.isCallExpression(node)) addUse(node, where);
  ts.forEachChild(node, (child) => visit(child, where));
}

function addUse({ expression, arguments: [key, values] }: ts.CallExpression, where: string): void {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
  if ((name !== 'say' && name !== 'rich') || key === undefined) return;
  const isEmpty = values === undefined;
  if (!isEmpty && !ts.isObjectLiteralExpression(values)) return;
  const names = isEmpty ? [] : values.properties.map((property) => property.name?.getText() ?? '');
  for (const literal of toLiterals(key)) uses.push({ where, key: literal, values: names });
}

function toLiterals(key: ts.Expression): string[] {
  if (ts.isStringLiteral(key)) return [key.text];
  return ts.isConditionalExpression(key) ? [...toLiterals(key.whenTrue), ...toLiterals(key.whenFalse)] : [];
}

function toPattern(parts: readonly string[]): RegExp {
  return new RegExp(`^${parts.map((part) => part.replace(/[^\w]/g, String.raw`\$&`)).join('.+')}$`);
}

test('what is said has the values that its message needs, and no others', () => {
  expect(uses.length).toBeGreaterThan(150);
  for (const { where, key, values } of uses) {
    const needed = new Set(listPlaceholders(source.get(key)!, 'en-US').map(({ name }) => name));
    expect([where, key, ...values.toSorted()]).toEqual([where, key, ...[...needed].toSorted()]);
  }
});

test('every message is said somewhere', () => {
  const own = patterns.filter(({ source: pattern }) => pattern !== '^.+$' && /\w{3}/.test(pattern));
  expect([...source.keys()].filter((key) => own.every((pattern) => !pattern.test(key)))).toEqual([]);
});

test('no sentence stands in the code itself', () => {
  // Names are nobody's language.
  expect(sentences.filter((text) => !/: sotto$|"Kokoro 82M"$/.test(text))).toEqual([]);
});
