export const style = `
:host{all:initial;position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px;font:600 16px/1.3 system-ui,sans-serif;color-scheme:light dark;
--accent:#00707c;--on-accent:#fff;--surface:#fff;--text:#17211f;--line:#00000024}
@media (prefers-color-scheme:dark){:host{--accent:#5fd0dc;--on-accent:#062024;--surface:#171d1e;--text:#eef3f3;--line:#ffffff2b}}
:host([data-side=left]){inset-inline:20px auto}
*{box-sizing:border-box;font:inherit}
button{cursor:pointer;border:0;border-radius:999px}
button:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
[hidden]{display:none!important}
.open{display:flex;align-items:center;gap:10px;min-block-size:56px;padding:0 20px 0 16px;background:var(--accent);color:var(--on-accent);box-shadow:0 6px 24px #0000003d}
.panel{display:flex;flex-direction:column;inline-size:min(400px,calc(100vw - 40px));block-size:min(640px,calc(100dvh - 40px));overflow:hidden;border-radius:16px;background:var(--surface);color:var(--text);box-shadow:0 12px 48px #00000059;border:1px solid var(--line)}
header{display:flex;align-items:center;gap:4px;padding:8px 8px 8px 16px;border-block-end:1px solid var(--line)}
header strong{flex:1;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
header button{display:flex;align-items:center;justify-content:center;min-inline-size:44px;min-block-size:44px;padding:0 12px;background:none;color:inherit}
header button:hover{background:var(--line)}
iframe{flex:1;inline-size:100%;border:0;background:var(--surface)}
svg{inline-size:24px;block-size:24px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
@media (max-width:480px){:host(.opened){inset:0}.panel{inline-size:100vw;block-size:100dvh;border:0;border-radius:0}}
@media (prefers-reduced-motion:no-preference){.panel{animation:rise .16s ease-out}@keyframes rise{from{opacity:0;transform:translateY(12px)}}}
`;
