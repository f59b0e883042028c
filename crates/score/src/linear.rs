//! Systems of linear equations with a symmetric matrix that curves upwards everywhere, by Cholesky's factors.

/// The lower factor of a symmetric, positive definite matrix.
pub(crate) struct Factor(Vec<Vec<f64>>);

impl Factor {
    /// `None` where the matrix is flat or curves downwards in some direction.
    pub(crate) fn of(matrix: &[Vec<f64>]) -> Option<Self> {
        let mut lower = vec![vec![0.0; matrix.len()]; matrix.len()];
        for row in 0..matrix.len() {
            for column in 0..=row {
                let known: f64 = (0..column).map(|at| lower[row][at] * lower[column][at]).sum();
                let rest = matrix[row][column] - known;
                lower[row][column] = match row == column {
                    true if rest > 1e-12 => rest.sqrt(),
                    true => return None,
                    false => rest / lower[column][column],
                };
            }
        }
        Some(Self(lower))
    }

    /// What the matrix turns into `right`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let lower = &self.0;
        let mut solution = right.to_vec();
        for row in 0..lower.len() {
            let known: f64 = (0..row).map(|at| lower[row][at] * solution[at]).sum();
            solution[row] = (solution[row] - known) / lower[row][row];
        }
        for row in (0..lower.len()).rev() {
            let known: f64 = (row + 1..lower.len()).map(|at| lower[at][row] * solution[at]).sum();
            solution[row] = (solution[row] - known) / lower[row][row];
        }
        solution
    }

    /// One number of the diagonal of the inverse matrix.
    pub(crate) fn inverse_at(&self, at: usize) -> f64 {
        let unit: Vec<f64> = (0..self.0.len()).map(|row| f64::from(u8::from(row == at))).collect();
        self.solve(&unit)[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_equations_have_the_solution_that_a_hand_finds() {
        let factor = Factor::of(&[vec![4.0, 2.0], vec![2.0, 3.0]]).unwrap();
        let solution = factor.solve(&[10.0, 9.0]);
        assert!((solution[0] - 1.5).abs() < 1e-12 && (solution[1] - 2.0).abs() < 1e-12);
        assert!((factor.inverse_at(0) - 0.375).abs() < 1e-12);
    }

    #[test]
    fn a_matrix_that_is_flat_has_no_factor() {
        assert!(Factor::of(&[vec![1.0, 1.0], vec![1.0, 1.0]]).is_none());
    }
}
