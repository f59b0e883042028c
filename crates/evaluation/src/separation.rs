//! How well a figure tells two classes apart: the area under the receiver operating characteristic.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn perfect_order_is_one_and_no_order_a_half() {
        assert_eq!(roc_auc(&[(1.0, false), (2.0, true)]), Some(1.0));
        assert_eq!(roc_auc(&[(1.0, false), (1.0, true)]), Some(0.5));
        assert_eq!(roc_auc(&[(3.0, false), (1.0, true), (2.0, false)]), Some(0.0));
        assert_eq!(roc_auc(&[(1.0, true)]), None);
    }
}
