using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>The pipe of one shape of a table; of all its shapes where it lands as VARIANT.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="shape">The table in that shape.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="ModelException">The model doesn't have the brand, or the table in that shape.</exception>
    internal SqlStatement CreatePipe(string brand, SourceTable shape)
    {
        BrandTable table = TableOf(brand, shape);
        LoadView load = LoadView.Of(table, shape, _names);
        return Write("pipe/create", table, _names.Pipe(table, shape), name => new
        {
            Pipe = name,
            load.Table,
            load.IsVariant,
            load.Columns,
            load.Folder,
            load.Format,
            Settings = new PipeSettings(_options),
        });
    }

    /// <summary>Loads the files of a shape that were there before its pipe.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="shape">The table in that shape.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="ModelException">The model doesn't have the brand, or the table in that shape.</exception>
    internal SqlStatement RefreshPipe(string brand, SourceTable shape)
    {
        BrandTable table = TableOf(brand, shape);
        return Write("pipe/refresh", table, _names.Pipe(table, shape), name => new { Pipe = name });
    }

    /// <summary>Lets a pipe that is there tell of its failures.</summary>
    internal SqlStatement SetPipeErrors(ObjectName pipe, string integration) => Write("pipe/set-errors", pipe, name => new { Pipe = name, Integration = new ObjectName(integration) });

    /// <summary>The same generation for pipes that tell nobody of their failures.</summary>
    internal SnowflakeSql WithoutErrors() => For(_model, options => options with { ErrorIntegration = null, Account = options.Account is null ? null : options.Account with { Errors = null } });

    private BrandTable TableOf(string brand, SourceTable shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        BrandTable table = _model.Table(brand, shape.Schema, shape.Name);
        return table.Shapes.Contains(shape) ? table : throw new ModelException(ModelProblem.Unknown, $"The model has no shape {shape.Shape} of {shape.Schema}.{shape.Name} in the brand '{brand}'.");
    }
}
