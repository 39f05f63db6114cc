using System.Text.Json.Serialization;

namespace CdcToSnowflake.Capture.Snapshots;

/// <summary>The JSON of requests for rows, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AskedRows))]
internal sealed partial class AskedRowsJsonContext : JsonSerializerContext;
