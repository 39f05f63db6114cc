using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Dml;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing.Ast;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE TABLE, with columns, LIKE, CLONE or AS a query.</summary>
internal static class TableDefinition
{
    public static StatementResult Create(CreateTableStatement statement, DdlContext context)
    {
        if (statement.Kind == TableKind.Temporary)
        {
            throw new NotEmulatedException("TEMPORARY tables", statement.Position);
        }

        RefuseCollation(statement.Properties);
        var key = context.NewKey(NameSpaceKind.Table, statement.Name);

        // The query and the copied table are read before a table of the same name goes.
        var query = statement.AsQuery is { } written ? new SqlTranslator(context.Scope).Query(written.Query) : null;
        var model = statement.Like ?? statement.CloneOf;
        var copied = model is null ? null : context.Existing<TableObject>(NameSpaceKind.Table, model, "Table");
        var rows = Rows(statement, query, copied);
        if (rows is not null && context.Catalog.Find(key) is not null && statement.Mode == CreateMode.OrReplace)
        {
            // They may be of the very table that goes.
            RowChanges.Collect(rows.Sql, Dml(context));
            rows = rows with { Sql = "SELECT * FROM " + RowChanges.Table };
        }

        if (statement.Like is not null && copied is not null && (copied.RowPolicy is not null || copied.Columns.Any(column => column.Mask is not null || column.Tags is not null)))
        {
            throw new NotEmulatedException("CREATE TABLE … LIKE a table with policies or tags", statement.Position);
        }

        return context.Create(statement.Mode, ObjectKind.Table, key, () => Table(statement, key, query, copied, context), table =>
        {
            Tagging.Set(table, statement.Tags, context);
            var columns = table.Columns.Select(column => $"{PhysicalName.Quoted(column.Name)} {DuckDbType.Of(column.Type)}{(column.NotNull ? " NOT NULL" : string.Empty)}");
            context.Execute($"CREATE TABLE {PhysicalTable.Of(table)} ({string.Join(", ", columns)}, {PhysicalTable.RowId} BIGINT NOT NULL)");
            if (rows is not null)
            {
                Insertion.Append(table, table.Columns, rows, statement.Position, Dml(context));
                context.HasInserted |= query is not null;
            }
        });
    }

    public static TableColumn Column(ColumnDefinition definition, string statementText)
    {
        if (definition.Identity is not null)
        {
            throw new NotEmulatedException("AUTOINCREMENT", definition.Position);
        }

        if (definition.Collation is { Length: > 0 })
        {
            throw new NotEmulatedException("COLLATE of a column", definition.Position);
        }

        return new TableColumn(definition.Name, definition.Type ?? DataType.Varchar, definition.NotNull || definition.PrimaryKey)
        {
            DefaultFrom = definition.Default is null ? null : statementText,
            Comment = definition.Comment,
        };
    }

    private static TableObject Table(CreateTableStatement statement, CatalogKey key, TranslatedQuery? query, TableObject? copied, DdlContext context)
    {
        var primaryKey = statement.Constraints.FirstOrDefault(constraint => constraint.Kind == ConstraintKind.PrimaryKey)?.Columns.ToList()
            ?? statement.Columns.Where(column => column.PrimaryKey).Select(column => column.Name).ToList();
        var columns = Columns(statement, query, copied);
        foreach (var name in primaryKey.Where(name => !columns.Exists(column => column.Name == name)))
        {
            throw SnowflakeException.InvalidIdentifier(statement.Position, name);
        }

        var schema = (SchemaObject)context.Catalog.Find(SchemaObject.KeyOf(key.Database, key.Schema))!;
        var isTransient = statement.Kind == TableKind.Transient || schema.IsTransient;
        var own = statement.Properties.Days("DATA_RETENTION_TIME_IN_DAYS", isTransient ? 1 : 90) ?? (copied is { InheritsRetention: false } ? copied.RetentionDays : null);
        var extension = statement.Properties.Days("MAX_DATA_EXTENSION_TIME_IN_DAYS", 90) ?? (copied is { InheritsExtension: false } ? copied.ExtensionDays : null);
        return new TableObject
        {
            Comment = statement.Properties.Text("COMMENT"),
            Columns = Governed([.. columns.Select(column => primaryKey.Contains(column.Name) ? column with { NotNull = true } : column)], statement.Columns, context),
            PrimaryKey = copied?.PrimaryKey ?? primaryKey,
            UniqueColumns = copied?.UniqueColumns ?? Unique(statement),
            ClusterBy = statement.ClusterBy.Count == 0 ? copied?.ClusterBy : Clustering.Text(statement.ClusterBy),
            RetentionDays = own ?? Math.Min(Retention.Days(schema, context.Catalog), isTransient ? 1 : int.MaxValue),
            InheritsRetention = own is null,
            ExtensionDays = extension ?? Retention.ExtensionDays(schema, context.Catalog),
            InheritsExtension = extension is null,
            ChangeTracking = statement.Properties.Boolean("CHANGE_TRACKING") ?? copied?.ChangeTracking ?? false,
            SchemaEvolution = statement.Properties.Boolean("ENABLE_SCHEMA_EVOLUTION") ?? copied?.SchemaEvolution ?? false,
            IsTransient = isTransient,
            RowPolicy = PolicyDefinition.Row(statement.RowPolicy, columns, context) ?? copied?.RowPolicy,
        };
    }

    /// <summary>Refuses a table's default collation, but for none.</summary>
    public static void RefuseCollation(PropertyList properties)
    {
        if (properties.Text("DEFAULT_DDL_COLLATION") is { Length: > 0 })
        {
            throw new NotEmulatedException("DEFAULT_DDL_COLLATION, other than '' for none", properties.Find("DEFAULT_DDL_COLLATION")!.Position);
        }
    }

    private static List<string> Unique(CreateTableStatement statement) =>
    [
        .. statement.Columns.Where(column => column.Unique).Select(column => column.Name),
        .. statement.Constraints.Where(constraint => constraint.Kind == ConstraintKind.Unique).SelectMany(constraint => constraint.Columns),
    ];

    // Policies and tags that the columns' definitions name.
    private static List<TableColumn> Governed(List<TableColumn> columns, NodeList<ColumnDefinition> definitions, DdlContext context) => columns.ConvertAll(column =>
        definitions.FirstOrDefault(definition => definition.Name == column.Name) is { } definition && (definition.Mask is not null || definition.Tags.Count > 0)
            ? column with
            {
                Mask = PolicyDefinition.Mask(definition.Mask, columns, context),
                Tags = definition.Tags.Count == 0 ? null : Tagging.With(new Dictionary<long, string>(), definition.Tags, context),
            }
            : column);

    private static List<TableColumn> Columns(CreateTableStatement statement, TranslatedQuery? query, TableObject? copied)
    {
        var columns = copied?.Columns.ToList()
            ?? (statement.Columns.Count > 0 || query is null
                ? statement.Columns.Select((column, i) => Column(column.Type is null && query is not null ? column with { Type = query.Columns[i].Type } : column, statement.Text)).ToList()
                : query.Columns.Select(column => new TableColumn(column.Name, column.Type.Kind == TypeKind.Null ? DataType.Varchar : column.Type, false)).ToList());
        foreach (var twice in columns.GroupBy(column => column.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            throw new SnowflakeException(2025, "42S21", $"SQL compilation error: duplicate column name '{twice.Key}' ({statement.Position}).");
        }

        return columns;
    }

    /// <summary>What fills the new table; null = nothing.</summary>
    private static TranslatedQuery? Rows(CreateTableStatement statement, TranslatedQuery? query, TableObject? copied)
    {
        if (query is not null || statement.CloneOf is null)
        {
            return query;
        }

        var source = StatementScope.TableRelation(copied!);
        return new TranslatedQuery("SELECT * EXCLUDE (" + PhysicalTable.RowId + ") FROM " + source.Sql, source.Columns);
    }

    private static DmlContext Dml(DdlContext context) => new(context.Session, context.Write, context.Scope, context.Cancellation);
}
