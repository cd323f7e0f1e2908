import { createRoot } from 'react-dom/client';
import { App } from '../../../../renderer/app/App.js';
import { StoppedWait } from '../../../../renderer/components/feedback.js';
import { ConsoleProvider } from '../../../../renderer/store/context.js';
import { createConsoleStore } from '../../../../renderer/store/console-store.js';
import '../../../../renderer/styles/index.css';
import { clientOf, SCENES } from './scenes.js';

declare global {
  interface Window {
    /** Puts another scene into the window; nothing of the one before is left in it. */
    showScene(name: string): void;
    readonly sceneNames: readonly string[];
  }
}

/** Milliseconds: beyond the first second, so that what is being waited for and the way to give it up are in the pictures. */
const LOADING_FOR = 3000;

const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
const root = createRoot(element);

function show(name: string): void {
  const scene = SCENES[name];
  if (!scene) throw new Error(`there is no scene ${name}`);
  root.render(null);
  localStorage.clear();
  window.location.hash = scene.hash;
  const client = clientOf(name);
  const store = createConsoleStore(client);
  store.getState().start();
  root.render(
    <ConsoleProvider key={name} store={store} client={client}>
      <StoppedWait value={LOADING_FOR}>
        <App />
      </StoppedWait>
    </ConsoleProvider>,
  );
}

Object.assign(window, { showScene: show, sceneNames: Object.keys(SCENES) });
// The scene stands in the query, so that the hash stays the console's own address.
show(new URLSearchParams(window.location.search).get('scene') ?? 'overview');
