using System.Text.Json.Serialization;

namespace CdcToSnowflake.Hosting.Changes;

/// <summary>The JSON of handlers' progress, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HandlerLine))]
internal sealed partial class HandlerJsonContext : JsonSerializerContext;
