using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;
using CdcToSnowflake.Sql.Views;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    /// <summary>The schema of the API's views, what the reader may do there, and the owners' table and policy; nothing if <see cref="SqlOptions.Api"/> is null.</summary>
    /// <returns>The statements.</returns>
    public IEnumerable<SqlStatement> SetUpApi()
    {
        if (_options.Api is not { } api)
        {
            yield break;
        }
        yield return Write("schema/create", _names.Api, name => new { Schema = name, Comment = new PlainText("What the application reads") });
        if (Roles is { } roles)
        {
            yield return Grant("use-database", _names.CiDatabase, roles.Reader);
            yield return Grant("use-schema", _names.Api, roles.Reader);
            foreach (SqlStatement grant in GrantAll("read-views", _names.Api, roles.Reader))
            {
                yield return grant;
            }
        }
        if (api.IsByOwner)
        {
            yield return Write("table/create-owners", _names.Owners, name => new { Table = name, Comment = new PlainText("Which role sees which brand") });
            yield return Write("policy/create-owner", _names.OwnerPolicy, name => new { Policy = name, _names.Owners, Comment = new PlainText("An owner sees the own brands") });
        }
    }

    /// <summary>Gives the policy that is there the body that it should have.</summary>
    internal SqlStatement AlterOwnerPolicy() => Write("policy/alter-owner", _names.OwnerPolicy, name => new { Policy = name, _names.Owners });

    /// <summary>The policy's body, to compare one that is there with.</summary>
    internal string OwnerPolicyBody() => _templates.Render("policy/owner-body", new { _names.Owners });

    /// <summary>The API's view of the CI table that a source table goes into, whatever <see cref="SqlOptions.Api"/> says of the others.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <param name="schema">The source's schema.</param>
    /// <param name="table">The source's table.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="ModelException">The view would have the name of the table of owners.</exception>
    internal SqlStatement CreateApiView(string brand, string schema, string table) => CreateApiView(CiOf(brand, schema, table));

    /// <summary>The API's view of a CI table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="keepsGrants">Whether it takes the place of one that is there, with what roles hold on that. A view that takes nobody's place would get nothing of what they are to hold on those to come.</param>
    internal SqlStatement CreateApiView(CiTable table, bool keepsGrants = false)
    {
        bool isByOwner = _options.Api?.IsByOwner == true;
        if (isByOwner && table.Name == ObjectNames.Owners)
        {
            throw new ModelException(ModelProblem.NameCollision, $"The API's view of the CI table {table.Name} would have the name of the table of owners. Give it another with {nameof(WarehouseNames)}.{nameof(WarehouseNames.Table)}.");
        }
        return Write("view/create-api", _names.ApiView(table), name => new
        {
            View = name,
            Table = _names.CiTable(table),
            KeepsGrants = keepsGrants,
            BrandColumn = new PlainText(_model.Names.BrandColumn),
            Columns = ColumnView.Of(table.Columns),
            table.IsAppendOnly,
            IsByOwner = isByOwner,
            Policy = _names.OwnerPolicy,
            HasSoftDeletes = table.IsSoft,
            Comment = new PlainText($"{table.Name} of all brands"),
        });
    }
}
