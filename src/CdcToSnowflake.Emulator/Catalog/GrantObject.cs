using System.Globalization;
using System.Text.Json.Serialization;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>A privilege, or a role, that a role or a user holds.</summary>
internal sealed record GrantObject : CatalogObject
{
    /// <value>Upper case: SELECT; USAGE for a granted role.</value>
    public required string Privilege { get; init; }

    /// <summary>The kind that it is on; of future grants that of the objects to come; null = the account.</summary>
    public ObjectKind? On { get; init; }

    /// <summary>The object, the role, or of a future grant the container; 0 = the account, or a role that every account has.</summary>
    public long OnId { get; init; }

    /// <summary>A granted role's name.</summary>
    public string? Role { get; init; }

    /// <summary>Whether the granted role is a database's: its name begins with the database's.</summary>
    public bool IsRoleOfDatabase { get; init; }

    public bool IsFuture { get; init; }

    public required string Grantee { get; init; }

    public bool ToUser { get; init; }

    /// <summary>Whether the grantee is an application: SNOWFLAKE, which keeps budgets.</summary>
    public bool ToApplication { get; init; }

    [JsonIgnore]
    public bool ToRole => !ToUser && !ToApplication;

    /// <summary>The grantee's kind, as SHOW GRANTS prints it.</summary>
    [JsonIgnore]
    public string GranteeKind => ToUser ? "USER" : ToApplication ? "APPLICATION" : "ROLE";

    public bool WithGrantOption { get; init; }

    /// <summary>The same grant given twice is one.</summary>
    public override CatalogKey Key => new(
        NameSpaceKind.Grant,
        Grantee,
        GranteeKind,
        string.Create(CultureInfo.InvariantCulture, $"{Privilege} {(IsFuture ? "FUTURE " : string.Empty)}{On} {OnId} {Role}"));
}
