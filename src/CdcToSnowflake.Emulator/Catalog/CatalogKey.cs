using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Catalog;

/// <summary>An object's full name and the kind of names that it must differ from: tables and views share one space.</summary>
internal readonly record struct CatalogKey(NameSpaceKind Space, string Database, string Schema, string Name)
{
    public override string ToString() => string.Join('.', new[] { Database, Schema, Name }.Where(part => part.Length > 0).Select(SqlText.Identifier));
}
