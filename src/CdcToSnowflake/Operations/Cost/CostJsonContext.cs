using System.Text.Json.Serialization;

namespace CdcToSnowflake.Operations.Cost;

/// <summary>The JSON of cost reports, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(CostReport))]
internal sealed partial class CostJsonContext : JsonSerializerContext;
