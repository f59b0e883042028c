//! The sea: coast, ports, anchorages and dated areas
