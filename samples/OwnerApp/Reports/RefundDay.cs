namespace OwnerApp.Reports;

/// <summary>What went back of a day's orders.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="Day">The day of the orders, as 2026-03-10.</param>
/// <param name="InTime">Within three days.</param>
/// <param name="Late">After more than three days.</param>
internal sealed record RefundDay(string Brand, string Day, decimal InTime, decimal Late);
