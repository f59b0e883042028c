//! In which language people are told what a case holds: the languages of the desk.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use export::lang::Lang;

/// In which language people are told; JSON and CSV have English words and columns in any case.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct LangArgs {
    /// The language of what people read: en or ko; JSON and CSV stay as they are
    #[arg(long, value_name = "LANG", value_parser = codes(), default_value = Lang::En.code())]
    pub(crate) lang: Lang,
}

fn codes() -> impl TypedValueParser<Value = Lang> {
    let codes = PossibleValuesParser::new(Lang::ALL.map(Lang::code));
    codes.map(|code| Lang::of_code(&code).expect("it is one of the codes of the languages"))
}
