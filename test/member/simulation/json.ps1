# JSON both ways, by .NET alone: for the commands of that name, and for the simulation itself.

# As tables (for the simulation) or as objects (for scripts).
function SimFromJson {
    param([string]$Text, [bool]$Tables)
    $document = [System.Text.Json.JsonDocument]::Parse($Text)
    try { return , (SimFromElement $document.RootElement $Tables) } finally { $document.Dispose() }
}

function SimFromElement {
    param($Element, [bool]$Tables)
    switch ($Element.ValueKind.ToString()) {
        'Object' {
            if ($Tables) {
                $table = @{}
                foreach ($property in $Element.EnumerateObject()) { $table[$property.Name] = SimFromElement $property.Value $true }
                return $table
            }
            $object = [pscustomobject]@{}
            foreach ($property in $Element.EnumerateObject()) { $object.PSObject.Properties.Add([System.Management.Automation.PSNoteProperty]::new($property.Name, (SimFromElement $property.Value $false))) }
            return $object
        }
        'Array' {
            $items = [System.Collections.Generic.List[object]]::new()
            foreach ($item in $Element.EnumerateArray()) { $items.Add((SimFromElement $item $Tables)) }
            return , $items.ToArray()
        }
        'String' { return $Element.GetString() }
        'Number' {
            $number = 0
            if ($Element.TryGetInt32([ref]$number)) { return $number }
            $long = [long]0
            if ($Element.TryGetInt64([ref]$long)) { return $long }
            return $Element.GetDouble()
        }
        'True' { return $true }
        'False' { return $false }
    }
    $null
}

function SimJsonString {
    param([string]$Text)
    $encoded = [System.Text.Encodings.Web.JavaScriptEncoder]::UnsafeRelaxedJsonEscaping.Encode($Text)
    # Windows PowerShell's serializer is made for web pages.
    if ($global:SimProcess.edition -ne 'Core' -and $encoded -match "[&'<>]") { $encoded = $encoded.Replace('&', '\u0026').Replace("'", '\u0027').Replace('<', '\u003c').Replace('>', '\u003e') }
    '"' + $encoded + '"'
}

function SimToJson {
    param($Value, [int]$Depth, [bool]$Compress, [string]$Indent = '')
    if ($null -eq $Value) { return 'null' }
    if ($Value -is [psobject] -and $Value.PSObject.BaseObject -isnot [System.Management.Automation.PSCustomObject]) { $Value = $Value.PSObject.BaseObject }
    if ($Value -is [string] -or $Value -is [char] -or $Value -is [guid] -or $Value -is [uri] -or $Value -is [version]) { return SimJsonString "$Value" }
    if ($Value -is [bool]) { if ($Value) { return 'true' } else { return 'false' } }
    if ($Value -is [datetime]) { return SimJsonString $Value.ToString('o') }
    if ($Value -is [enum]) { return [string][int]$Value }
    if ($Value -is [ValueType]) { return [System.Convert]::ToString($Value, [cultureinfo]::InvariantCulture) }
    # Too deep: its text, as the real one does without a word.
    if ($Depth -lt 0) { return SimJsonString "$Value" }
    $more = if ($Compress) { '' } else { "$Indent    " }
    $line = if ($Compress) { '' } else { "`r`n" }
    $parts = [System.Collections.Generic.List[string]]::new()
    if ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [System.Collections.IDictionary]) {
        foreach ($item in $Value) { $parts.Add($more + (SimToJson $item ($Depth - 1) $Compress $more)) }
        if ($parts.Count -eq 0) { return '[]' }
        return '[' + $line + ($parts -join ",$line") + $line + $(if ($Compress) { '' } else { $Indent }) + ']'
    }
    $colon = if ($Compress) { ':' } else { ':  ' }
    # A table without an order of its own has another one in each process: by name, so that runs can be compared.
    if ($Value -is [System.Collections.Hashtable]) { $keys = SimKeys $Value } elseif ($Value -is [System.Collections.IDictionary]) { $keys = $Value.Keys }
    if ($Value -is [System.Collections.IDictionary]) { foreach ($key in $keys) { $parts.Add($more + (SimJsonString "$key") + $colon + (SimToJson $Value[$key] ($Depth - 1) $Compress $more)) } }
    else { foreach ($property in $Value.PSObject.Properties) { if ($property.MemberType -ne 'ScriptProperty' -and -not $property.Name.StartsWith('Sim')) { $parts.Add($more + (SimJsonString $property.Name) + $colon + (SimToJson $property.Value ($Depth - 1) $Compress $more)) } } }
    if ($parts.Count -eq 0) { return '{}' }
    '{' + $line + ($parts -join ",$line") + $line + $(if ($Compress) { '' } else { $Indent }) + '}'
}

function ConvertFrom-Json {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string]$InputObject)
    begin { $text = [System.Text.StringBuilder]::new() }
    process { $null = $text.AppendLine($InputObject) }
    end {
        if ($text.ToString().Trim() -eq '') { return }
        try { $value = SimFromJson $text.ToString() $false }
        catch { SimFail $PSCmdlet ([System.ArgumentException]::new("Invalid JSON primitive: $($text.ToString().Trim().Split()[0]).")) 'System.ArgumentException' 'NotSpecified' $null }
        # An array is one object on the pipeline of Windows PowerShell, and many on that of PowerShell 7.
        if ($value -is [array] -and $global:SimProcess.edition -eq 'Core') { return $value }
        , $value
    }
}

function ConvertTo-Json {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowNull()]$InputObject, [ValidateRange(1, 100)][int]$Depth = 2, [switch]$Compress)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end { if ($all.Count -eq 1) { SimToJson $all[0] $Depth $Compress.IsPresent } else { SimToJson $all.ToArray() $Depth $Compress.IsPresent } }
}
