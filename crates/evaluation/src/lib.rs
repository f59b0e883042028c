//! Grades findings against simulated truth, beside a plain rule baseline
