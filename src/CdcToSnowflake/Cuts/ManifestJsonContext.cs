using System.Text.Json.Serialization;

namespace CdcToSnowflake.Cuts;

/// <summary>The JSON of manifests, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = false)]
[JsonSerializable(typeof(CutLine))]
[JsonSerializable(typeof(TableLine))]
[JsonSerializable(typeof(SweepLine))]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
