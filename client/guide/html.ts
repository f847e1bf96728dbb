import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The page around the guide: nothing but its own script, style and font may load, and nothing goes over the network. */
export function guideHtml(webview: Webview, extension: Uri): string {
  const nonce = randomBytes(18).toString('base64url');
  const file = (name: string): Uri => webview.asWebviewUri(Uri.joinPath(extension, 'dist', name));
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<title>Decision guide</title>
<link rel="stylesheet" href="${file('guide.css')}">
</head>
<body>
<main id="guide"></main>
<script nonce="${nonce}" src="${file('guide.js')}"></script>
</body>
</html>`;
}
