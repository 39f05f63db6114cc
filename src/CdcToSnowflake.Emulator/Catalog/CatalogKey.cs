using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>An object's full name and the kind of names that it must differ from: tables and views share one space.</summary>
internal readonly record struct CatalogKey(NameSpaceKind Space, string Database, string Schema, string Name)
{
    /// <summary>Whether names of this kind have one part.</summary>
    public static bool IsOfAccount(NameSpaceKind space) => space
        is NameSpaceKind.Database or NameSpaceKind.Warehouse or NameSpaceKind.ResourceMonitor or NameSpaceKind.Role or NameSpaceKind.Integration;

    public override string ToString() => string.Join('.', new[] { Database, Schema, Name }.Where(part => part.Length > 0).Select(SqlText.Identifier));
}
