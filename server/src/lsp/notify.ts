// Everything that an editor shows in a notification or as progress on the server's behalf goes through here.
import {
  type Connection,
  MessageType,
  ShowMessageNotification,
  type WorkDoneProgressServerReporter,
} from 'vscode-languageserver';
import { count, noticeText, visible, withoutSecrets } from '../core/index.ts';
import type { Log } from './runSafe.ts';

/** `window/showMessage`: a notification, which every client takes. */
export function inform(connection: Connection, text: string): void {
  const message = noticeText(withoutSecrets(text));
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
}

/** The log, and whether the client shows its lines for who looks for causes. */
export interface EditorLog extends Log {
  detail: boolean;
}

/** The log of the editor: lines stay lines, nothing in them hides, and names in them show no secret. */
export function createLog({ console }: Connection): EditorLog {
  const shown = (message: string): string => withoutSecrets(message).split('\n').map(visible).join('\n');
  return {
    detail: false,
    debug(message) {
      if (this.detail) console.debug(shown(message()));
    },
    error: (message) => console.error(shown(message)),
    warn: (message) => console.warn(shown(message)),
    info: (message) => console.info(shown(message)),
  };
}

export interface ScanProgress {
  report(done: number, total: number): void;
  done(): void;
}

/** Milliseconds between two reports. */
const PAUSE = 100;

/**
 * Progress in the editor (`window/workDoneProgress`), where the client shows it. The work does not wait for the client, and
 * a client that never answers loses nothing but the display.
 */
export function startProgress(connection: Connection, title: string, onCancel: () => void): ScanProgress {
  let reporter: WorkDoneProgressServerReporter | undefined;
  let finished = false;
  let reported = 0;
  connection.window.createWorkDoneProgress().then(
    (created) => {
      if (finished) return;
      reporter = created;
      created.begin(noticeText(title), 0, undefined, true);
      created.token.onCancellationRequested(onCancel);
    },
    () => undefined,
  );
  return {
    report(done, total) {
      const now = Date.now();
      if (reporter === undefined || now - reported < PAUSE) return;
      reported = now;
      reporter.report(Math.floor((done / total) * 100), `${done} of ${count(total, 'file')}`);
    },
    done() {
      finished = true;
      reporter?.done();
    },
  };
}
