namespace CdcToSnowflake.Emulator.Translation;

/// <summary>What the session says when a query asks.</summary>
internal sealed record SessionFacts
{
    /// <summary>The statement's begin, UTC.</summary>
    public required DateTimeOffset Now { get; init; }

    public string? Database { get; init; }

    public string? Schema { get; init; }

    public string? Warehouse { get; init; }

    public string Role { get; init; } = "ACCOUNTADMIN";

    /// <summary>The role, the secondary ones, and those that they hold by their grants.</summary>
    public Func<IReadOnlyCollection<string>> Roles { get; init; } = () => ["ACCOUNTADMIN"];

    /// <summary>CURRENT_SECONDARY_ROLES(): those that are active, and those that were asked for.</summary>
    public Func<(string Roles, string Value)> SecondaryRoles { get; init; } = () => (string.Empty, "ALL");

    public string User { get; init; } = "EMULATOR";

    public string SessionId { get; init; } = "1";

    /// <summary>CURRENT_TRANSACTION(); null outside one.</summary>
    public string? Transaction { get; init; }

    /// <summary>LAST_QUERY_ID(); null before the first statement.</summary>
    public string? LastQueryId { get; init; }

    public string Version { get; init; } = "9.0.0";
}
