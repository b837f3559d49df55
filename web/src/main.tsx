import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { loadExamples } from './examples';
import { playground } from './Playground';

const address = new URL(window.location.href);
const examples = await loadExamples(new URL('examples.json', address));
createRoot(document.getElementById('playground')!).render(playground(address, examples));
