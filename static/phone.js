/* The phone's own store, for what is not sent yet: an IndexedDB too little to need a library. Comes before checkin.js.
   Every promise ends: a store that doesn't answer in time is as good as none, and whoever asked goes on without it. */
'use strict';
window.phone = (() => {
  const PATIENT = 5000, HURRIED = 1000; /* milliseconds; once it has let us wait for nothing, we wait less */
  let patience = PATIENT;
  function deal(store, mode, act) {
    return new Promise((done, failed) => {
      let open, base, work, over = false;
      const end = (say, what) => {
        if (over) return;
        over = true;
        clearTimeout(timer);
        base?.close();
        say(what);
      };
      const timer = setTimeout(() => {
        patience = HURRIED;
        try { work?.abort(); } catch { /* it is over already */ }
        end(failed, new Error('The store of this phone does not answer.'));
      }, patience);
      try { open = indexedDB.open('notebook', 1); } catch (problem) { end(failed, problem); return; }
      open.onupgradeneeded = () => {
        open.result.createObjectStore('outbox', { keyPath: 'save_id' });
        open.result.createObjectStore('drafts', { keyPath: 'key' });
      };
      open.onerror = open.onblocked = () => end(failed, open.error);
      open.onsuccess = () => {
        base = open.result;
        if (over) { base.close(); return; } /* too late: whoever asked has gone on */
        base.onversionchange = () => base.close();
        try {
          work = base.transaction(store, mode, { durability: 'strict' });
          const asked = act(work.objectStore(store));
          work.oncomplete = () => { patience = PATIENT; end(done, asked.result); };
          work.onabort = work.onerror = () => end(failed, work.error);
        } catch (problem) { end(failed, problem); }
      };
    });
  }
  return {
    put: (store, row) => deal(store, 'readwrite', (all) => all.put(row)),
    drop: (store, key) => deal(store, 'readwrite', (all) => all.delete(key)),
    get: (store, key) => deal(store, 'readonly', (all) => all.get(key)),
    all: (store) => deal(store, 'readonly', (all) => all.getAll()),
  };
})();
