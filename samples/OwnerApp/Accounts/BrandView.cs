namespace OwnerApp.Accounts;

/// <summary>A brand on the page.</summary>
internal sealed record BrandView(string Id, string Name, string Currency);
