using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Execution.Security;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE SNOWFLAKE.CORE.BUDGET, and a budget's methods that set it and tell of it. The others are refused by name: nothing is billed here, so that nothing is spent.</summary>
internal static class BudgetMethods
{
    private const int MostBudgets = 100;
    private const int MostTags = 20;
    private const int MostPercent = 1000;

    public static StatementResult Create(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Budget, statement.Name);
        if (context.Catalog.Find(key) is null && context.Catalog.OfType<BudgetObject>().Count() >= MostBudgets)
        {
            throw SnowflakeException.Compilation(statement.Position, $"an account has at most {MostBudgets} custom budgets.");
        }

        return context.Create(statement.Mode, statement.Kind, key, () => new BudgetObject { Comment = statement.Properties.Text("COMMENT") }, created => Tagging.Set(created, statement.Tags, context));
    }

    public static StatementResult Call(CallStatement call, StatementExecutor executor, StatementBinds binds, CancellationToken cancellationToken)
    {
        new RoleAccess(executor.Session).RequireOwner($"{call.Name}!{call.Method}", call.Position);
        List<string> arguments = [.. call.Arguments.Select(argument => executor.Evaluate(argument.Value, null, binds, cancellationToken).Text ?? string.Empty)];
        return executor.Define(context => Call(call, context.Existing<BudgetObject>(NameSpaceKind.Budget, call.Name, "Budget")!, arguments, context), binds, cancellationToken);
    }

    private static StatementResult Call(CallStatement call, BudgetObject budget, List<string> arguments, DdlContext context)
    {
        switch (call.Method)
        {
            case "SET_SPENDING_LIMIT" when arguments is [var credits]:
                var limit = Number(credits, 1, int.MaxValue, call);
                return Set(budget with { Limit = limit }, string.Create(CultureInfo.InvariantCulture, $"The spending limit has been updated to {limit} credits."));
            case "SET_NOTIFICATION_THRESHOLD" when arguments is [var percent]:
                return Set(budget with { NotifyAt = Number(percent, 0, MostPercent, call) }, "The notification threshold has been updated.");
            case "ADD_NOTIFICATION_INTEGRATION" when arguments is [var name]:
                return Set(budget with { Integrations = [.. budget.Integrations.Union([Integration(name, call, context)])] }, "Integration added successfully");
            case "SET_RESOURCE_TAGS" when arguments is [var pairs, "UNION" or "INTERSECTION"]:
                return Set(budget with { ResourceTags = Tags(pairs, call, context), TagMode = arguments[1] }, "Tags set successfully");
            case "GET_CONFIG" when arguments is []:
                return StatementResult.Table(
                    [.. "NOTIFICATION_EMAIL LAST_NOTIFICATION_TIME SPEND_LIMIT NOTIFICATION_MUTE_FLAG BUDGET_TYPE".Split(' ').Select(ObjectList.Column)],
                    [[string.Empty, "-1", (budget.Limit ?? -1).ToString(CultureInfo.InvariantCulture), "false", "USER_BUDGET"]]);
            case "GET_BUDGET_SCOPE" when arguments is []:
                return Told(call, Scope(budget, context.Catalog).ToJsonString());
            default:
                throw new NotEmulatedException($"{call.Name}!{call.Method} with {arguments.Count} arguments", call.Position);
        }

        StatementResult Set(BudgetObject changed, string told)
        {
            context.Write.Put(changed);
            return Told(call, told);
        }
    }

    private static StatementResult Told(CallStatement call, string value) => StatementResult.Table([new ResultColumn(call.Method!, DataType.Varchar)], [[value]]);

    private static int Number(string text, int least, int most, CallStatement call) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
        ? number
        : throw SnowflakeException.Compilation(call.Position, string.Create(CultureInfo.InvariantCulture, $"{call.Method} takes a whole number from {least} to {most}, not {text}."));

    // An account returns the failure as the method's value, which is easily overlooked.
    private static string Integration(string name, CallStatement call, DdlContext context)
    {
        var integration = context.Existing<IntegrationObject>(NameSpaceKind.Integration, NameResolution.Parse(name, call.Position), "Integration")!;
        return context.Catalog.OfType<GrantObject>().Any(grant => grant is { ToApplication: true, Privilege: "USAGE" } && grant.OnId == integration.Id)
            ? integration.Name
            : throw new SnowflakeException(3001, "42501", $"The application SNOWFLAKE may not use integration {integration.Name}: GRANT USAGE ON INTEGRATION {integration.Name} TO APPLICATION SNOWFLAKE.");
    }

    private static List<BudgetTag> Tags(string pairs, CallStatement call, DdlContext context)
    {
        var tags = JsonSerializer.Deserialize<string[][]>(pairs)!.Select(pair => new BudgetTag(TagReference.Find(pair[0], context.Catalog)?.Id ?? throw SnowflakeException.Compilation(call.Position, $"{pair[0]} refers to no tag."), pair[1])).ToList();
        return tags.Count <= MostTags ? tags : throw SnowflakeException.Compilation(call.Position, $"a budget has at most {MostTags} resource tags.");
    }

    private static JsonObject Scope(BudgetObject budget, CatalogSnapshot catalog) => new()
    {
        ["resource_tags"] = new JsonObject
        {
            ["operator"] = budget.TagMode,
            ["tags"] = new JsonArray([.. budget.ResourceTags.GroupBy(tag => tag.TagId).Where(tag => catalog.ById<TagObject>(tag.Key) is not null).Select(values =>
            {
                var tag = catalog.ById<TagObject>(values.Key)!;
                return new JsonObject
                {
                    ["tagId"] = tag.Id,
                    ["tagDatabase"] = tag.Database,
                    ["tagSchema"] = tag.Schema,
                    ["tagName"] = tag.Name,
                    ["tagValues"] = new JsonArray([.. values.Select(value => JsonValue.Create(value.Value))]),
                };
            })]),
        },
        ["resources"] = new JsonArray(),
    };
}
