import 'graphiql/setup-workers/vite';
// The parts of graphiql/style.css, without the fonts and the second copy of Monaco's styles that it has, too.
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style/base.css';
import './style/panels.css';
import './style/answer.css';
import './style/narrow.css';
import { createRoot } from 'react-dom/client';
import { loadExamples } from './examples';
import { playground } from './Playground';

const address = new URL(window.location.href);
const examples = await loadExamples(new URL('examples.json', address));
createRoot(document.getElementById('playground')!).render(playground(address, examples));
