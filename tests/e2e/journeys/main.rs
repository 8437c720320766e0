//! Journeys that a user would recognise, in real browsers against a real relay.

mod accessibility;
mod annual;
mod checks;
mod composing;
mod crashing;
mod details;
mod edition;
mod figures;
mod files;
mod focus;
mod importing;
mod keyboard;
mod links;
mod long;
mod main_story;
mod moves;
mod newer;
mod parts;
mod refusals;
mod sheets;
mod steps;
mod storage;
mod undoing;
