//! What to say when a command was given in a way that can't be carried out, and how help is laid
//! out. clap finds out; its own sentences are English.

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error, FromArgMatches};

use crate::words;

/// clap's own layout, with the words of this program.
const LAYOUT: &str = "{about}\n\n使い方: {usage}\n\n{all-args}";

/// Reads the arguments. Help and version are printed in here, and so is what is wrong.
///
/// # Errors
/// The status to end with: 0 where help was asked for, 2 where the usage was wrong.
pub(crate) fn read<F: CommandFactory + FromArgMatches>(
    arguments: impl IntoIterator<Item = OsString>,
) -> Result<F, ExitCode> {
    let mut command = in_japanese(F::command());
    let matches = command.try_get_matches_from_mut(arguments);
    let flags = matches.and_then(|matches| F::from_arg_matches(&matches));
    flags.map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // If whoever reads has gone, there is nobody left to tell.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        _ => {
            // If stderr is gone as well, the status has to say it alone.
            let _ = writeln!(io::stderr(), "{}{}", wrong(&error), words::USAGE_HELP);
            ExitCode::from(2)
        }
    })
}

/// The layout and the two flags that clap adds, for a command and those below it.
fn in_japanese(command: Command) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|below| below.get_name().to_owned())
        .collect();
    let command = command
        .help_template(LAYOUT)
        .subcommand_help_heading(words::COMMANDS)
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words::HELP),
        )
        .mut_args(|arg| match arg.is_positional() {
            true => arg.help_heading(words::ARGUMENTS),
            false => arg.help_heading(words::FLAGS),
        });
    names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, in_japanese)
    })
}

/// What is wrong, and that nothing was done.
fn wrong(error: &Error) -> String {
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let what = said(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => words::no_command(&said(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => words::no_flag(&what),
        ErrorKind::MissingRequiredArgument => words::lacking(&what),
        ErrorKind::InvalidValue => words::no_value(
            &what,
            &said(ContextKind::InvalidValue),
            &said(ContextKind::ValidValue),
        ),
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            words::bad_value(
                &what,
                &said(ContextKind::InvalidValue),
                &why.unwrap_or_default(),
            )
        }
        ErrorKind::ArgumentConflict => match said(ContextKind::PriorArg) {
            other if other == what => words::only_once(&what),
            other => words::not_together(&what, &other),
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            words::NO_COMMAND.to_owned()
        }
        _ => words::WRONG_USAGE.to_owned(),
    }
}
