using CdcToSnowflake.Sql.Accounts;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql;

public sealed partial class SnowflakeSql
{
    private RoleOptions? Roles => _options.Account?.Roles;

    /// <summary>The roles, and what they may do outside of databases; nothing if there are to be none.</summary>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpRoles()
    {
        if (Roles is not { } roles)
        {
            yield break;
        }
        foreach (string role in roles.All)
        {
            yield return CreateRole(role);
            if (roles.Parent is not null)
            {
                yield return GrantRole(role, roles.Parent);
            }
        }
        yield return GrantOfAccount("execute-tasks", roles.Transformer);
        yield return GrantOfAccount("monitor-execution", roles.Operator);
        yield return GrantOfAccount("usage-viewer", roles.Operator);
        foreach (WarehouseOptions warehouse in _options.Account!.Made)
        {
            string user = warehouse.Use switch { WarehouseUse.Etl => roles.Transformer, WarehouseUse.Analytics => roles.Analyst ?? roles.Reader, _ => roles.Reader };
            yield return Grant("use-warehouse", new ObjectName(warehouse.Name), user);
            yield return Grant("operate-warehouse", new ObjectName(warehouse.Name), roles.Operator);
        }
        if (_options.TaskWarehouse is { } tasks && !_options.Account.Made.Any(warehouse => warehouse.Name == tasks && warehouse.Use == WarehouseUse.Etl))
        {
            // Kept by others, or made for readers: the tasks' owner must be able to use it nonetheless.
            yield return Grant("use-warehouse", new ObjectName(tasks), roles.Transformer);
        }
        if (_options.Account.ResourceMonitor is { } monitor)
        {
            yield return Grant("operate-monitor", new ObjectName(monitor.Name), roles.Operator);
        }
        if (_options.ErrorIntegrationName is { } errors)
        {
            yield return Grant("use-integration", new ObjectName(errors), roles.Loader);
            yield return Grant("use-integration", new ObjectName(errors), roles.Transformer);
        }
    }

    /// <summary>What the roles may do in a brand's database; nothing if there are to be none. After its schemas, before its tables, which then are granted as they come.</summary>
    /// <param name="brand">The brand's id.</param>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpBrandGrants(string brand)
    {
        if (Roles is not { } roles)
        {
            return [];
        }
        ObjectName database = _names.BrandDatabase(_model.Brand(brand).Id);
        ObjectName stg = _names.Stg(brand);
        ObjectName raw = _names.Raw(brand);
        return
        [
            .. new[] { roles.Loader, roles.Transformer, roles.Operator }.SelectMany(role => new[] { Grant("use-database", database, role), Grant("use-schema", stg, role) }),
            Grant("use-schema", raw, roles.Transformer),
            Grant("create-pipe", stg, roles.Loader), .. GrantAll("use-file-formats", stg, roles.Loader), .. GrantAll("load-tables", stg, roles.Loader),
            .. HasPipes ? [] : GrantAll("use-file-formats", stg, roles.Transformer), Grant("create-task", stg, roles.Transformer), .. GrantAll("write-tables", stg, roles.Transformer), .. GrantAll("read-streams", stg, roles.Transformer),
            .. GrantAll("write-tables", raw, roles.Transformer), .. GrantAll("read-streams", raw, roles.Transformer),
            .. GrantAll("operate-tasks", stg, roles.Operator),
        ];
    }

    /// <summary>What the roles may do in CI's database; nothing if there are to be none. After its schemas, before its tables.</summary>
    /// <returns>The statements.</returns>
    internal IEnumerable<SqlStatement> SetUpCiGrants() => Roles is not { } roles ? [] :
    [
        .. new[] { roles.Transformer, roles.Operator }.SelectMany(role => new[] { Grant("use-database", _names.CiDatabase, role), Grant("use-schema", _names.Ci, role) }),
        Grant("create-task", _names.Ci, roles.Transformer), .. GrantAll("write-tables", _names.Ci, roles.Transformer),
        .. GrantAll("operate-tasks", _names.Ci, roles.Operator),
        .. roles.Analyst is not { } analyst ? (SqlStatement[])[] : [Grant("use-database", _names.CiDatabase, analyst), Grant("use-schema", _names.Ci, analyst), .. GrantAll("read-tables", _names.Ci, analyst)],
    ];

    /// <summary>What the roles may do with those of a brand's objects that can't be granted before they are there.</summary>
    internal IEnumerable<SqlStatement> SetUpBrandObjectGrants(string brand) => Roles is not { } roles ? [] :
    [
        Grant("use-stage", _names.Stage(brand), roles.Loader), .. HasPipes ? [] : (SqlStatement[])[Grant("use-stage", _names.Stage(brand), roles.Transformer)],
        Grant("read-table", _names.Cut(brand), roles.Operator), Grant("read-table", _names.Progress(brand), roles.Operator),
    ];

    internal SqlStatement CreateRole(string role) => Write("role/create", new ObjectName(role), name => new { Role = name, Comment = new PlainText("CDC") });

    /// <summary>What lets the members of a role do what another can.</summary>
    internal SqlStatement GrantRole(string role, string parent) => Write("role/grant", new ObjectName(role), name => new { Role = name, Parent = new ObjectName(parent) }) with { Grantee = new ObjectName(parent) };

    private IEnumerable<SqlStatement> UseProcedures(ObjectName schema) => Roles is { } roles ? GrantAll("use-procedures", schema, roles.Transformer) : [];

    private IEnumerable<SqlStatement> OwnTask(ObjectName task) => Roles is { } roles ? [Grant("own-task", task, roles.Transformer)] : [];

    private IEnumerable<SqlStatement> OwnTasks(ObjectName schema) => Roles is { } roles ? [Grant("own-tasks", schema, roles.Transformer)] : [];

    /// <summary>Lets a pipe that stands still, and may have another owner by now, go on.</summary>
    internal SqlStatement ResumePipe(ObjectName pipe) => Write("pipe/resume", pipe, name => new { Pipe = name });

    /// <summary>A pipe is handed over while it stands still, and doesn't go on by itself.</summary>
    private IEnumerable<SqlStatement> OwnPipe(ObjectName pipe) =>
        Roles is { } roles ? [Write("pipe/pause", pipe, name => new { Pipe = name }), Grant("own-pipe", pipe, roles.Loader), ResumePipe(pipe)] : [];

    private IEnumerable<SqlStatement> OperatePipe(ObjectName pipe) => Roles is { } roles ? [Grant("operate-pipe", pipe, roles.Operator)] : [];

    private SqlStatement GrantOfAccount(string privilege, string role) => Write($"grant/{privilege}", new ObjectName(role), name => new { Role = name }) with { Grantee = new ObjectName(role) };

    private SqlStatement Grant(string privilege, ObjectName on, string role) =>
        Write($"grant/{privilege}", on, name => new { Object = name, Role = new ObjectName(role) }) with { Grantee = new ObjectName(role) };

    private IEnumerable<SqlStatement> GrantAll(string privilege, ObjectName schema, string role) => [GrantAll(privilege, schema, role, future: false), GrantAll(privilege, schema, role, future: true)];

    private SqlStatement GrantAll(string privilege, ObjectName schema, string role, bool future) =>
        Write($"grant/{privilege}", schema, name => new { Object = name, Role = new ObjectName(role), Future = future }) with { Grantee = new ObjectName(role) };
}
