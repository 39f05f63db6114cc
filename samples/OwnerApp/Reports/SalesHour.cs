namespace OwnerApp.Reports;

/// <summary>What was ordered within an hour.</summary>
/// <param name="Brand">The brand's id.</param>
/// <param name="DaysAgo">0 for the day that is shown, 7 for the same day a week before.</param>
/// <param name="Hour">The hour of the day, 0 to 23.</param>
/// <param name="Total">The orders' worth, cancelled ones left out.</param>
/// <param name="OrdersByNow">Orders until the time of the day that it is now.</param>
/// <param name="TotalByNow">Their worth.</param>
/// <param name="Today">The day that is shown, as 2026-03-10.</param>
internal sealed record SalesHour(string Brand, int DaysAgo, int Hour, decimal Total, int OrdersByNow, decimal TotalByNow, string Today);
