namespace OwnerApp.Accounts;

/// <summary>What somebody types, or sends without typing: either may be missing.</summary>
internal sealed record SignIn(string? Name, string? Password);
