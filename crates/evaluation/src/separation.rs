//! How well a figure tells two classes apart: the area under the receiver operating characteristic, and from where on it is
//! right often enough.

/// The chance that a positive has a greater value than a negative, ties counting half; `None` without both classes.
pub(crate) fn roc_auc(values: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let positives = sorted.iter().filter(|(_, positive)| *positive).count() as f64;
    let negatives = sorted.len() as f64 - positives;
    let (mut below, mut wins) = (0.0, 0.0);
    for ties in sorted.chunk_by(|(a, _), (b, _)| a == b) {
        let up = ties.iter().filter(|(_, positive)| *positive).count() as f64;
        let down = ties.len() as f64 - up;
        wins += up * (below + down / 2.0);
        below += down;
    }
    (positives > 0.0 && negatives > 0.0).then(|| wins / (positives * negatives))
}

/// The lowest value from which on upwards at least the share `precision` is positive; `None` where there is none.
pub(crate) fn lowest_at_precision(values: &[(f64, bool)], precision: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let (mut found, mut all, mut lowest) = (0, 0, None);
    for ties in sorted.chunk_by(|(a, _), (b, _)| a == b) {
        found += ties.iter().filter(|(_, positive)| *positive).count();
        all += ties.len();
        if found as f64 >= precision * all as f64 {
            lowest = Some(ties[0].0);
        }
    }
    lowest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_value_is_that_down_to_which_half_of_all_are_right() {
        let values = [(0.9, true), (0.8, false), (0.7, true), (0.6, false), (0.5, false), (0.4, true)];
        assert_eq!(lowest_at_precision(&values, 0.5), Some(0.4));
        assert_eq!(lowest_at_precision(&values, 0.6), Some(0.7));
        assert_eq!(lowest_at_precision(&[(0.9, false)], 0.5), None);
    }

    #[test]
    fn perfect_order_is_one_and_no_order_a_half() {
        assert_eq!(roc_auc(&[(1.0, false), (2.0, true)]), Some(1.0));
        assert_eq!(roc_auc(&[(1.0, false), (1.0, true)]), Some(0.5));
        assert_eq!(roc_auc(&[(3.0, false), (1.0, true), (2.0, false)]), Some(0.0));
        assert_eq!(roc_auc(&[(1.0, true)]), None);
    }
}
