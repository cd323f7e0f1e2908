import { Menu, nativeImage, Tray } from 'electron';

/** The way back while a run goes on without a window, on desktops that have a tray. */
export class BackgroundTray {
  private tray: Tray | undefined;

  constructor(
    private readonly icon: string,
    private readonly actions: { readonly open: () => void; readonly quit: () => void },
  ) {}

  show(): void {
    if (this.tray) return;
    const image = nativeImage.createFromPath(this.icon);
    if (image.isEmpty()) return;
    this.tray = new Tray(image.resize({ width: 22, height: 22 }));
    this.tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Backline', click: this.actions.open },
        { label: 'Quit', click: this.actions.quit },
      ]),
    );
    this.tray.on('click', this.actions.open);
    this.describe('a rebuild is running');
  }

  describe(text: string): void {
    this.tray?.setToolTip(`Backline: ${text}`);
  }

  hide(): void {
    this.tray?.destroy();
    this.tray = undefined;
  }
}
