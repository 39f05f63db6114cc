namespace CdcToSnowflake.Emulator.Catalog;

internal sealed record RoleObject : CatalogObject
{
    /// <summary>The role that owns everything here, and that each session begins with.</summary>
    public const string Owner = "ACCOUNTADMIN";

    /// <summary>Roles that every account has; each is granted to the one above, PUBLIC to all.</summary>
    public static readonly string[] SystemDefined = [Owner, "SECURITYADMIN", "SYSADMIN", "USERADMIN", "PUBLIC"];

    public override CatalogKey Key => KeyOf(Name);

    public static CatalogKey KeyOf(string name) => new(NameSpaceKind.Role, string.Empty, string.Empty, name);
}
