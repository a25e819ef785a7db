//! The results of a request, written again.

use std::path::Path;
use std::sync::Arc;

use lifecircle_core::metric::Gates;
use lifecircle_core::observer::Observer;
use lifecircle_io::write::Folder;

use super::request::Request;
use crate::rules::Rules;
use crate::{Check, CheckOptions, Compared, Error};

/// Opens the city of a request, checks it and writes the results into a folder.
///
/// # Errors
/// What keeps a city from being opened, checked or written.
pub(super) fn write_again(
    request: &Request,
    folder: &Path,
    observer: &Arc<dyn Observer + Send>,
) -> Result<(), Error> {
    let plan = &request.plan;
    let rules = Rules::Pack(plan.rules()?);
    let city = plan.open(Arc::clone(observer))?;
    let options = CheckOptions {
        rules,
        ..request.check.clone()
    };
    let check = city.check(&options)?;
    let beside = |gates: Gates| CheckOptions {
        gates,
        compare_streets: false,
        week: false,
        doubt: false,
        ..options.clone()
    };
    let others = Gates::ALL
        .iter()
        .skip(1)
        .filter(|_| request.is_of_all_gates);
    let others = others.map(|&gates| city.check(&beside(gates)));
    let others = others.collect::<Result<Vec<Check>, Error>>()?;
    let profiles =
        plan.check_profiles(&check, &request.profiles, &beside(options.gates), observer)?;
    let compared = Compared {
        gates: &others,
        profiles: &profiles,
    };
    let mut staged = Folder::open(folder)?;
    check.add_to(&mut staged, compared, &request.files)?;
    staged.commit()?;
    Ok(())
}
