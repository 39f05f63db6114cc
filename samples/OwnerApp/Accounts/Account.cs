namespace OwnerApp.Accounts;

/// <summary>
/// Someone who may sign in. The sample's accounts stand in its settings, passwords and all; a real application takes its own sign-in and keeps only the way from a person to a role.
/// </summary>
internal sealed class Account
{
    /// <summary>The name to sign in with.</summary>
    public string Name { get; set; } = "";

    /// <summary>The password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The role that the person's questions are asked with; the table of owners says which brands it sees.</summary>
    public string Role { get; set; } = "";

    /// <summary>Whether the operator's page is theirs.</summary>
    public bool IsOperator { get; set; }
}
