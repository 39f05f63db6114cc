using CdcToSnowflake.Emulator.Catalog;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>What DESCRIBE INTEGRATION prints: "DESC STORAGE INTEGRATION" and "DESCRIBE NOTIFICATION INTEGRATION" in the manual's guides to S3 and SNS.</summary>
internal static class IntegrationProperties
{
    private static readonly (string Name, string Type)[] Storage =
    [
        ("STORAGE_PROVIDER", "String"), ("STORAGE_ALLOWED_LOCATIONS", "List"), ("STORAGE_BLOCKED_LOCATIONS", "List"), ("STORAGE_AWS_IAM_USER_ARN", "String"), ("STORAGE_AWS_ROLE_ARN", "String"),
        ("STORAGE_AWS_EXTERNAL_ID", "String"), ("USE_PRIVATELINK_ENDPOINT", "Boolean"),
    ];

    private static readonly (string Name, string Type)[] Queue =
    [
        ("NOTIFICATION_PROVIDER", "String"), ("DIRECTION", "String"), ("AWS_SNS_TOPIC_ARN", "String"), ("AWS_SNS_ROLE_ARN", "String"), ("SF_AWS_IAM_USER_ARN", "String"), ("SF_AWS_EXTERNAL_ID", "String"),
    ];

    private static readonly (string Name, string Type)[] Mail = [("ALLOWED_RECIPIENTS", "List"), ("DEFAULT_RECIPIENTS", "List"), ("DEFAULT_SUBJECT", "String")];

    public static string Type(IntegrationObject integration) => (integration.Properties["TYPE"].ToUpperInvariant(), integration.Properties.GetValueOrDefault("NOTIFICATION_PROVIDER")?.ToUpperInvariant()) switch
    {
        ("QUEUE", { } provider) => "QUEUE - " + provider,
        var (type, _) => type,
    };

    /// <summary>property, property_type, property_value, property_default.</summary>
    public static IEnumerable<object?[]> Rows(IntegrationObject integration)
    {
        yield return ["ENABLED", "Boolean", integration.IsEnabled ? "true" : "false", "false"];
        foreach (var (name, type) in integration.Category == "STORAGE" ? Storage : integration.Properties["TYPE"].Equals("EMAIL", StringComparison.OrdinalIgnoreCase) ? Mail : Queue)
        {
            // Users and ids that Snowflake makes; of no account.
            var value = name switch
            {
                "STORAGE_AWS_IAM_USER_ARN" or "SF_AWS_IAM_USER_ARN" => "arn:aws:iam::000000000000:user/emulator",
                "SF_AWS_EXTERNAL_ID" => integration.Properties.GetValueOrDefault("AWS_SNS_EXTERNAL_ID") ?? $"EMULATOR_SFCRole={integration.Id}",
                _ => integration.Properties.GetValueOrDefault(name) ?? (type == "Boolean" ? "false" : string.Empty),
            };
            yield return [name, type, value, type == "List" ? "[]" : type == "Boolean" ? "false" : string.Empty];
        }

        yield return ["COMMENT", "String", integration.Comment ?? string.Empty, string.Empty];
    }
}
