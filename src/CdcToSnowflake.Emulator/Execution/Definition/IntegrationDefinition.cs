using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;
using CdcToSnowflake.Emulator.Parsing;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Execution.Definition;

/// <summary>CREATE and ALTER of storage and notification integrations. Those of Amazon and by mail; others are refused.</summary>
internal static class IntegrationDefinition
{
    public static StatementResult Create(CreateObjectStatement statement, DdlContext context)
    {
        var key = context.NewKey(NameSpaceKind.Integration, statement.Name);
        var set = statement.Properties;
        if (statement.Kind == ObjectKind.StorageIntegration)
        {
            CheckStorage(set);
        }
        else
        {
            CheckNotification(set);
        }

        return context.Create(statement.Mode, statement.Kind, key, () => Applied(
            new IntegrationObject { Category = statement.Kind == ObjectKind.StorageIntegration ? "STORAGE" : "NOTIFICATION" }, set, context));
    }

    public static void Alter(AlterStatement statement, IntegrationObject integration, DdlContext context)
    {
        switch (statement.Action)
        {
            case SetAction set:
                var known = KnownProperties.Of(integration.Category == "STORAGE" ? ObjectKind.StorageIntegration : ObjectKind.NotificationIntegration);
                foreach (var property in set.Properties.Items.Where(property => property.Name is "TYPE" or "STORAGE_PROVIDER" or "DIRECTION" || !known.Contains(property.Name)))
                {
                    throw SnowflakeException.InvalidProperty(property.Name, property.Position);
                }

                context.Write.Put(Applied(integration, set.Properties, context));
                break;
            case UnsetAction unset:
                unset.Allow("COMMENT", "ENABLED", "STORAGE_BLOCKED_LOCATIONS", "STORAGE_AWS_OBJECT_ACL");
                context.Write.Put(integration with
                {
                    Comment = unset.Clears("COMMENT", integration.Comment),
                    IsEnabled = integration.IsEnabled || unset.Names.Contains("ENABLED"),
                    Properties = integration.Properties.Where(property => !unset.Names.Contains(property.Key)).ToDictionary(),
                });
                break;
            default:
                throw Alteration.Refused(statement);
        }
    }

    /// <summary>An enabled integration of a category by its name, or the error that there is none.</summary>
    public static void RequireIntegration(string? name, string category, TextPosition position, DdlContext context)
    {
        if (name is null)
        {
            return;
        }

        var written = new ObjectName([name]) { Position = position };
        var integration = context.Existing<IntegrationObject>(NameSpaceKind.Integration, written, "Integration")!;
        if (integration.Category != category)
        {
            throw SnowflakeException.Compilation(position, $"integration {name} is not a {category} INTEGRATION.");
        }

        if (category == "NOTIFICATION" && !integration.Properties["TYPE"].Equals("QUEUE", StringComparison.OrdinalIgnoreCase))
        {
            throw SnowflakeException.Compilation(position, $"integration {name} sends mail; messages of tasks and pipes go to one of TYPE = QUEUE.");
        }
    }

    private static void CheckStorage(PropertyList set)
    {
        Require(set, "TYPE", "STORAGE_PROVIDER", "STORAGE_ALLOWED_LOCATIONS");
        if (set.Text("TYPE")!.ToUpperInvariant() is var type and not "EXTERNAL_STAGE")
        {
            throw new NotEmulatedException($"storage integrations of TYPE = {type}", set.Find("TYPE")!.Position);
        }

        if (set.Text("STORAGE_PROVIDER")!.ToUpperInvariant() is var provider and not ("S3" or "S3GOV" or "S3CHINA"))
        {
            throw new NotEmulatedException($"STORAGE_PROVIDER = {provider}", set.Find("STORAGE_PROVIDER")!.Position);
        }

        Require(set, "STORAGE_AWS_ROLE_ARN");
    }

    private static void CheckNotification(PropertyList set)
    {
        Require(set, "TYPE", "ENABLED");
        switch (set.Text("TYPE")!.ToUpperInvariant())
        {
            case "EMAIL":
                break;
            case "QUEUE" when set.Text("DIRECTION")?.ToUpperInvariant() == "OUTBOUND" && set.Text("NOTIFICATION_PROVIDER")?.ToUpperInvariant() == "AWS_SNS":
                Require(set, "AWS_SNS_TOPIC_ARN", "AWS_SNS_ROLE_ARN");
                break;
            default:
                throw new NotEmulatedException("notification integrations other than EMAIL and outbound AWS_SNS", set.Position);
        }
    }

    private static void Require(PropertyList set, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!set.Has(name))
            {
                throw SnowflakeException.Compilation(set.Position, $"missing option: {name}");
            }
        }
    }

    private static IntegrationObject Applied(IntegrationObject integration, PropertyList set, DdlContext context)
    {
        var properties = integration.Properties.ToDictionary();
        foreach (var property in set.Items.Where(property => property.Name is not ("ENABLED" or "COMMENT")))
        {
            properties[property.Name] = string.Join(',', set.Names(property.Name)!);
        }

        // Snowflake makes one where none is given; here it only has to be the same each time that it is shown.
        if (integration.Category == "STORAGE")
        {
            properties.TryAdd("STORAGE_AWS_EXTERNAL_ID", $"EMULATOR_SFCRole={context.Write.State.NextId}");
        }

        return integration with
        {
            Comment = set.Text("COMMENT") ?? integration.Comment,
            IsEnabled = set.Boolean("ENABLED") ?? integration.IsEnabled,
            Properties = properties,
        };
    }
}
