//! Amounts of money as the payer wrote them.
