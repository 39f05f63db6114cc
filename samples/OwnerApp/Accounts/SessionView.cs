namespace OwnerApp.Accounts;

/// <summary>What the page shows of who is signed in.</summary>
internal sealed record SessionView(string Name, bool IsOperator, IReadOnlyList<BrandView> Brands);
