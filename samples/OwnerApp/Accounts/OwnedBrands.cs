namespace OwnerApp.Accounts;

/// <summary>The brands that a role sees.</summary>
/// <param name="Brands">Their ids.</param>
/// <param name="AskedAt">When the account said so.</param>
/// <param name="TriedAt">When it was last asked, be it in vain.</param>
internal sealed record OwnedBrands(IReadOnlyList<string> Brands, long AskedAt, long TriedAt);
