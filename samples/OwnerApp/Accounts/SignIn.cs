namespace OwnerApp.Accounts;

/// <summary>What somebody types.</summary>
internal sealed record SignIn(string Name, string Password);
