using System.Data.Common;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Warehouse.Planning.Inventory;

/// <summary>Asks an account what it has. Several schemas are asked for at once, since each answer takes a round trip and next to no work.</summary>
/// <param name="snowflake">The account.</param>
/// <param name="sql">Writes the questions.</param>
/// <param name="model">What the questions are about.</param>
/// <param name="found">What is known already, and takes what is found.</param>
internal sealed class InventoryReader(DbDataSource snowflake, SnowflakeSql sql, WarehouseModel model, WarehouseInventory found)
{
    internal const int AtOnce = 8;

    private readonly SqlNames _names = new(model);
    private readonly InventoryQuestions _questions = new(snowflake, sql);

    /// <summary>Asks for what isn't known yet.</summary>
    /// <param name="brands">The brands whose schemas are asked for, beside CI's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="PlanException">A newer release made what the account has of a brand.</exception>
    public async Task ReadAsync(IReadOnlyList<BrandModel> brands, CancellationToken cancellationToken)
    {
        HashSet<ObjectName> wanted = [_names.Ci, .. brands.SelectMany(brand => (ObjectName[])[_names.Stg(brand.Id), _names.Raw(brand.Id)])];
        if (sql.Options.Api is not null)
        {
            wanted.Add(_names.Api);
        }
        wanted.ExceptWith(found.Read);
        if (wanted.Count > 0)
        {
            await ReadSchemasAsync(wanted, cancellationToken).ConfigureAwait(false);
            List(wanted);
            found.Read.UnionWith(wanted);
        }
        foreach (BrandModel brand in brands)
        {
            AccountFormat.Check(brand.Id, _names.Progress(brand.Id), found);
        }
        await ReadExtensionsAsync(brands, cancellationToken).ConfigureAwait(false);
        if (sql.Options.Account is { } account)
        {
            await new AccountReader(_questions, sql, account, found).ReadAsync(_names, brands, cancellationToken).ConfigureAwait(false);
        }
        // Always anew: cuts come and are merged whatever the plans do.
        foreach (BrandModel brand in brands.Where(brand => model.Tables(brand.Id).Any(table => table.Dropped.Count > 0)))
        {
            await ReadUnmergedAsync(brand.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Asks again for the pipes of the schemas that have one whose queue isn't known: Snowflake gives it when the pipe is made.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task ReadQueuesAsync(CancellationToken cancellationToken)
    {
        foreach (ObjectName schema in found.Pipes.Where(pipe => pipe.Value.Queue is null).Select(pipe => pipe.Key.Parent).Distinct().ToList())
        {
            await _questions.WithConnectionAsync(connection => ReadPipesAsync(connection, schema, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadSchemasAsync(HashSet<ObjectName> wanted, CancellationToken cancellationToken)
    {
        await _questions.WithConnectionAsync(
            async connection =>
            {
                await _questions.ShowAsync(connection, "databases", null, row => found.Databases.Add(new ObjectName(row.Text("name"))), cancellationToken).ConfigureAwait(false);
                foreach (ObjectName database in wanted.Select(schema => schema.Parent).Distinct().Where(found.Databases.Contains).ToList())
                {
                    await _questions.ShowAsync(connection, "schemas", database, row => found.Schemas.Add(database.With(row.Text("name"))), cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken).ConfigureAwait(false);
        await Parallel.ForEachAsync(
            wanted.Where(found.Schemas.Contains).ToList(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (schema, stop) => await _questions.WithConnectionAsync(connection => ReadSchemaAsync(connection, schema, stop), stop).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task ReadSchemaAsync(DbConnection connection, ObjectName schema, CancellationToken cancellationToken)
    {
        await _questions.ShowAsync(
            connection, "tables", schema,
            row => found.Tables.Add(schema.With(row.Text("name")), new TableFacts(new Dictionary<string, ColumnFacts>(StringComparer.Ordinal), row.Number("rows"), row.Number("bytes"))
            {
                Comment = row.Text("comment"), CreatedOn = row.Time("created_on"), RetentionDays = row.Number("retention_time"), ClusterBy = row.TextOrNull("cluster_by"),
            }),
            cancellationToken).ConfigureAwait(false);
        await _questions.AskAsync(
            connection, sql.ListColumns(schema),
            row =>
            {
                // A view has columns too, and is no table.
                if (found.Tables.TryGetValue(schema.With(row.Text("TABLE_NAME")), out TableFacts? table))
                {
                    string name = row.Text("COLUMN_NAME");
                    table.Columns[name] = new ColumnFacts(row.Text("DATA_TYPE"), (int?)row.Number("NUMERIC_PRECISION"), (int?)row.Number("NUMERIC_SCALE"), row.Number("CHARACTER_MAXIMUM_LENGTH")) { Comment = row.Text("COMMENT"), IsNullable = row.Text("IS_NULLABLE") != "NO" };
                }
            },
            cancellationToken).ConfigureAwait(false);
        await _questions.ShowAsync(connection, "streams", schema, row => found.Streams.Add(schema.With(row.Text("name")), new StreamFacts(row.Flag("stale"), row.Text("comment")) { CreatedOn = row.Time("created_on") }), cancellationToken).ConfigureAwait(false);
        await _questions.ShowAsync(connection, "tasks", schema, row => found.Tasks.Add(schema.With(row.Text("name")), new TaskFacts(row.Text("state") == "started", row.Text("comment"))), cancellationToken).ConfigureAwait(false);
        await _questions.ShowAsync(connection, "stages", schema, row => found.Stages.Add(schema.With(row.Text("name")), new StageFacts(row.Text("url"), row.TextOrNull("storage_integration"))), cancellationToken).ConfigureAwait(false);
        await _questions.ShowAsync(connection, "file formats", schema, row => found.FileFormats.Add(schema.With(row.Text("name")), row.Text("comment")), cancellationToken).ConfigureAwait(false);
        await _questions.ShowAsync(connection, "procedures", schema, row => TakeProcedure(schema.With(row.Text("name"))), cancellationToken).ConfigureAwait(false);
        if (schema.Equals(_names.Api))
        {
            await _questions.ShowAsync(connection, "views", schema, row => found.Views.Add(schema.With(row.Text("name")), row.Text("comment")), cancellationToken).ConfigureAwait(false);
            if (sql.Options.Api?.Semantics is not null)
            {
                await _questions.ShowAsync(connection, "semantic views", schema, row => found.SemanticViews.Add(schema.With(row.Text("name")), row.Text("comment")), cancellationToken).ConfigureAwait(false);
            }
            await _questions.ShowAsync(connection, "row access policies", schema, row => found.Policies.Add(schema.With(row.Text("name")), ""), cancellationToken).ConfigureAwait(false);
            if (found.Policies.ContainsKey(_names.OwnerPolicy))
            {
                await _questions.AskAsync(connection, sql.DescribePolicy(_names.OwnerPolicy), row => found.Policies[_names.OwnerPolicy] = row.Text("body"), cancellationToken).ConfigureAwait(false);
            }
        }
        await ReadPipesAsync(connection, schema, cancellationToken).ConfigureAwait(false);
    }

    // One table stands for those of its schema: asked of each, the question would be as many round trips. Which it is shows when all tables are known, and RAW's only when the model has them.
    private async Task ReadExtensionsAsync(IReadOnlyList<BrandModel> brands, CancellationToken cancellationToken)
    {
        if (sql.Options.RawExtensionDays == SqlOptions.DefaultRawExtensionDays)
        {
            return;
        }
        List<ObjectName> oldest =
        [
            .. brands.SelectMany(brand => (ObjectName[])[_names.Stg(brand.Id), _names.Raw(brand.Id)])
                .Select(schema => sql.ExtendedIn(schema).Where(name => found.Tables.TryGetValue(name, out TableFacts? table) && table.CreatedOn is not null).ToList())
                .Where(tables => tables.Count > 0 && tables.TrueForAll(name => found.Tables[name].ExtensionDays is null))
                .Select(tables => tables.OrderBy(name => found.Tables[name].CreatedOn).ThenBy(name => name.Display, StringComparer.Ordinal).First()),
        ];
        await Parallel.ForEachAsync(
            oldest,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (name, stop) => await _questions.WithConnectionAsync(
                connection => _questions.AskAsync(connection, sql.ShowExtension(name), row => found.Tables[name] = found.Tables[name] with { ExtensionDays = row.Number("value") }, stop), stop).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private Task ReadPipesAsync(DbConnection connection, ObjectName schema, CancellationToken cancellationToken) => _questions.AskAsync(
        connection, sql.ListPipes(schema),
        row => found.Pipes[schema.With(row.Text("PIPE_NAME"))] = new PipeFacts(row.Text("COMMENT"), row.TextOrNull("NOTIFICATION_CHANNEL_NAME"), row.Text("PIPE_OWNER")), cancellationToken);

    private void List(HashSet<ObjectName> schemas)
    {
        foreach ((string kind, IEnumerable<ObjectName> names) in new (string, IEnumerable<ObjectName>)[]
        {
            ("TABLE", found.Tables.Keys), ("STREAM", found.Streams.Keys), ("TASK", found.Tasks.Keys), ("VIEW", found.Views.Keys), ("FILE FORMAT", found.FileFormats.Keys), ("PROCEDURE", found.Procedures),
        })
        {
            foreach (IGrouping<ObjectName, ObjectName> inSchema in names.GroupBy(name => name.Parent).Where(group => schemas.Contains(group.Key)))
            {
                found.Listed[(kind, inSchema.Key)] = [.. inSchema];
            }
        }
    }

    private void TakeProcedure(ObjectName name)
    {
        if (ProcedureKind.Of(name.Parts[^1]) is not null)
        {
            found.Procedures.Add(name);
        }
    }

    private async Task ReadUnmergedAsync(string brand, CancellationToken cancellationToken)
    {
        if (found.Tables.ContainsKey(_names.Cut(brand)) && found.Tables.ContainsKey(_names.Progress(brand)))
        {
            HashSet<string> shapes = [];
            await _questions.WithConnectionAsync(
                connection => _questions.AskAsync(connection, sql.UnmergedShapes(brand), row => shapes.Add($"{row.Text("TABLE_PATH")}/{row.Text("SHAPE")}"), cancellationToken), cancellationToken).ConfigureAwait(false);
            found.Unmerged[brand] = shapes;
        }
    }
}
