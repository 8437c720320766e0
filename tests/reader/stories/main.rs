//! The reader of this folder is written in another language, from docs/wire.md alone. Here it meets
//! what it was not written from: rooms that real sessions fill with real plans through a real relay.
//!
//! `cargo xtask test` sets it up. It needs `YORIAI_RELAY_BIN` (the relay's program) and
//! `YORIAI_READER` (this folder, with its npm packages installed).
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

mod device;
mod programs;

use yoriai_plan::{Command, PlanText, TextRef};
use yoriai_sync::{EditSeed, Link};
use yoriai_testkit::edits::Dice;

use device::{Device, settle};
use programs::{Reader, Relay};

struct Room {
    relay: Relay,
    reader: Reader,
    edit: Link,
    seed: EditSeed,
}

async fn room() -> Room {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).unwrap();
    let seed = EditSeed(bytes);
    let relay = Relay::start().await;
    let edit = Link::Edit {
        seed: seed.clone(),
        relay: Some(relay.address()),
    };
    Room {
        relay,
        reader: Reader::find(),
        edit,
        seed,
    }
}

impl Room {
    fn creating(&self) -> Device {
        Device::creating(self.seed.keys(), self.relay.address())
    }

    fn joining(&self) -> Device {
        Device::joining(self.seed.keys(), self.relay.address())
    }

    /// Lets all devices come to rest, then compares what they hold with what the reader finds.
    async fn compare(&self, devices: &mut [Device]) -> serde_json::Value {
        settle(devices).await;
        let view = self.edit.view().unwrap().fragment();
        let found = self.reader.run("read.js", &[&view]).await;
        assert_eq!(found["rejected"], serde_json::json!([]), "{found}");
        assert_eq!(found["holes"], serde_json::json!([]), "{found}");
        assert_eq!(found["missing"], serde_json::json!([]), "{found}");
        assert_eq!(found["unreadable"], 0, "{found}");
        assert_eq!(found["pieces"], 0, "{found}");
        for device in devices {
            assert_eq!(found["heads"], serde_json::json!(device.heads()));
            assert_eq!(found["changes"], device.doc.change_count());
            assert_eq!(found["title"], device.title());
        }
        found
    }
}

#[tokio::test]
async fn a_plan_that_two_devices_wrote_is_rebuilt_in_another_language() {
    let room = room().await;
    let mut devices = [room.creating(), room.joining()];
    let mut dice = Dice::new(7);
    for _ in 0..40 {
        for device in &mut devices {
            device.edit_at_random(&mut dice, 3);
        }
        device::pump(&mut devices, 50).await;
    }
    let found = room.compare(&mut devices).await;
    assert!(devices[0].items() > 0);
    assert_eq!(found["sizes"]["items"], devices[0].items(), "{found}");
    assert!(found["frames"]["changes"].as_u64().unwrap() > 40, "{found}");
    assert!(
        found["frames"]["checkpoint"].as_u64().unwrap() >= 1,
        "{found}"
    );
}

#[tokio::test]
async fn a_plan_that_was_there_before_its_room_comes_as_a_checkpoint() {
    let room = room().await;
    let mut founder = room.creating();
    let mut dice = Dice::new(8);
    founder.edit_alone(&mut dice, 200);
    let found = room.compare(&mut [founder]).await;
    assert_eq!(found["frames"]["changes"], 0, "{found}");
    assert_eq!(found["frames"]["checkpoint"], 1, "{found}");
}

#[tokio::test]
async fn a_change_and_a_checkpoint_in_pieces_are_joined() {
    let room = room().await;
    let mut devices = [room.creating(), room.joining()];
    settle(&mut devices).await;
    // Random kanji hardly shrink: this is one change of more than a frame.
    let mut dice = Dice::new(9);
    devices[0].write_much(&mut dice);
    let found = room.compare(&mut devices).await;
    assert!(found["frames"]["changes"].as_u64().unwrap() >= 2, "{found}");

    // A second room over the same plan begins with a checkpoint, which is as large.
    let second = self::room().await;
    let [writer, _] = devices;
    let founder = writer.moved_to(second.seed.keys(), second.relay.address());
    let found = second.compare(&mut [founder]).await;
    assert!(found["frames"]["changes"].as_u64().unwrap() >= 1, "{found}");
    assert_eq!(found["frames"]["checkpoint"], 1, "{found}");
}

#[tokio::test]
async fn what_the_other_language_writes_arrives_in_the_plan() {
    let room = room().await;
    let mut devices = [room.creating()];
    devices[0].apply(&Command::WriteText {
        field: TextRef::Plan(PlanText::Title),
        at: 0,
        delete: 0,
        insert: "第５次計画👵".to_owned(),
        seen: None,
    });
    devices[0].say();
    settle(&mut devices).await;
    let edit = room.edit.fragment();
    let address = room.relay.address();
    let written = room
        .reader
        .run("write.js", &[&edit, &address, "（𠮷案）"])
        .await;
    device::pump_until(&mut devices, |devices| {
        devices[0].title() == "第５次計画👵（𠮷案）"
    })
    .await;
    assert_eq!(written["heads"], serde_json::json!(devices[0].heads()));
    room.compare(&mut devices).await;
}
