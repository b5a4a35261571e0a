import assert from 'node:assert/strict';
import { test } from 'node:test';
import { predefinedTemplates } from '../templates/predefined.ts';
import { compileLetter } from './compile.ts';
import { rawHtmlProblem } from './raw-html.ts';

const hostile: Record<string, string> = {
  'a script': '<p>Hi</p><script>alert(1)</script>',
  'a script in capitals': '<SCRIPT SRC=//evil.example>',
  'a script in SVG': '<svg><script>alert(1)</script></svg>',
  'a handler': '<img src="https://a.example/a.png" onerror=alert(1)>',
  'a handler behind a slash': '<img/onerror=alert(1)/src=https://a.example/a.png>',
  'a frame': '<iframe src="https://evil.example"></iframe>',
  'a form': '<form action="https://evil.example"><input name=a></form>',
  'an object': '<object data="https://evil.example/a.swf"></object>',
  'an address that runs': '<a href="javascript:alert(1)">x</a>',
  'an address that runs, with a tab in it': '<a href="java\tscript:alert(1)">x</a>',
  'an address that runs, in entities': '<a href="&#106;avascript:alert(1)">x</a>',
  'data as an address': '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  'data as a picture': '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  'a picture without https': '<img src="http://a.example/a.png">',
  'a base for all addresses': '<base href="https://evil.example/">',
  'a refresh': '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  'a linked style sheet': '<link rel="stylesheet" href="https://evil.example/a.css">',
  'a style that runs': '<p style="width:expression(alert(1))">x</p>',
  'a style that imports': '<style>@import "https://evil.example/a.css";</style>',
  'a style with an escape': '<p style="background:url(j\\avascript:alert(1))">x</p>',
  'a script behind no script': '<noscript><iframe src="https://evil.example"></iframe></noscript>',
  'a script for Outlook': '<!--[if mso]><script>alert(1)</script><![endif]-->',
  'a template': '<template><script>alert(1)</script></template>',
  'a token as the address of a picture': '<img src="<%= @company %>">',
  'a token that is no link in an address': '<a href="https://a.example/<%= @candidate_name %>">x</a>',
  'a token as an address, though no link': '<a href="<%= @candidate_name %>">x</a>',
  'a token in a style': '<p style="color:<%= @company %>">x</p>',
  'a token in a style sheet': '<style>p { color: <%= @company %> }</style>',
  'a token without quotes': '<img src="https://a.example/a.png" alt=<%= @candidate_name %>>',
  'a token as an attribute': '<p <%= @candidate_name %>>x</p>',
  'a token in a comment': '<!-- <%= @candidate_name %> -->',
};
for (const [name, html] of Object.entries(hostile))
  test(`refused in HTML that is typed: ${name}`, () => assert.ok(rawHtmlProblem(html)));

const harmless: Record<string, string> = {
  'what older mails are made of':
    '<!DOCTYPE html><html><head><meta charset="utf-8"><style>p{color:red}</style></head><body bgcolor="#fff"><center><table width="600"><tr><td background="https://a.example/b.png"><font color="red">Hi</font></td></tr></table></center></body></html>',
  'tokens in the text': '<p>Hi <%= @candidate_name %></p>',
  'a token as the address of a link': '<a href="<%= @messenger_interview_link %>">Start</a>',
  'a token in quotes as words': '<img src="https://a.example/a.png" alt="Logo of <%= @company %>">',
  'links of all kinds':
    '<a href="https://a.example/?a=1&amp;b=2">a</a><a href="mailto:a@b.example">b</a><a href="tel:+1415555">c</a>',
  'words that only sound like it': '<p>onclick="x" is JavaScript: alert()</p>',
  'conditions for Outlook': '<!--[if mso]><table><tr><td><![endif]-->Hi<!--[if mso]></td></tr></table><![endif]-->',
};
for (const [name, html] of Object.entries(harmless))
  test(`taken as HTML that is typed: ${name}`, () => assert.equal(rawHtmlProblem(html)?.en, undefined));

test('what blocks became can be gone on with as HTML', async () => {
  for (const language of ['en', 'ar'])
    for (const { document, subject } of predefinedTemplates(language)) {
      if (!document) continue;
      const { html } = await compileLetter(document, { language, title: subject, publicUrl: 'http://localhost:3000' });
      assert.equal(rawHtmlProblem(html)?.en, undefined);
    }
});
