# The configuration files of the gateway: read as documents, kept before a change, replaced as a whole.

function Read-ConfigFile {
    param([string] $Path)
    $backup = Get-BackupPath $Path
    if (-not (Test-Path -LiteralPath $Path)) {
        # Cut between the removal of the old file and the new one taking its place.
        if (-not (Test-Path -LiteralPath $backup)) { Stop-Step "$Path is missing" 'Repair or reinstall the gateway.' }
        Copy-Item -LiteralPath $backup -Destination $Path -Force
    }
    $document = New-Object -TypeName System.Xml.XmlDocument
    $document.PreserveWhitespace = $true
    $document.XmlResolver = $null
    try { $document.LoadXml((Get-Content -LiteralPath $Path -Raw -Encoding UTF8)) }
    catch {
        $remedy = 'Repair it, or reinstall the gateway.'
        if (Test-Path -LiteralPath $backup) { $remedy = "Repair it, or take its backup $backup." }
        Stop-Step "$Path is not well-formed: $($_.Exception.Message)" $remedy
    }
    if ($null -eq $document.SelectSingleNode('/configuration')) { Stop-Step "$Path has no element configuration" 'Repair or reinstall the gateway.' }
    return , $document
}

# One name for each file below the gateway's folder: some have the same in several of its folders.
function Get-FlatName {
    param([string] $Path)
    return $Path.Substring((Get-Place 'Gateway').Length + 1).Replace('\', '_')
}

function Get-BackupPath {
    param([string] $Path)
    return (Join-Path -Path (Get-Place 'Backup') -ChildPath (Get-FlatName $Path))
}

# Keeps what was there, then replaces the file as a whole. Whoever calls this has a change to write.
function Save-ConfigFile {
    param([string] $Path, $Document)
    $folder = Get-Place 'Backup'
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory -Force }
    Request-Restart
    Copy-Item -LiteralPath $Path -Destination (Get-BackupPath $Path) -Force
    Write-TextFile $Path $Document.OuterXml
}

# The file with the settings of the service.
function Get-CoreFile {
    return (Join-Path -Path (Get-Place 'Gateway') -ChildPath 'Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config')
}

function Get-CoreSection {
    param($Document)
    return $Document.SelectSingleNode('/configuration/applicationSettings/Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.GatewayCoreSettings')
}

function Get-SettingNode {
    param($Section, [string] $Name)
    return (@($Section.SelectNodes('setting')) | Where-Object { $_.GetAttribute('name') -ceq $Name } | Select-Object -First 1)
}

# Nothing where there is no such setting.
function Get-SettingText {
    param($Section, [string] $Name)
    $node = Get-SettingNode $Section $Name
    if ($null -eq $node) { return $null }
    $value = $node.SelectSingleNode('value')
    if ($null -eq $value) { return '' }
    return [string] $value.InnerText
}

function Set-SettingText {
    param($Section, [string] $Name, [string] $Text)
    $node = Get-SettingNode $Section $Name
    $document = $Section.OwnerDocument
    if ($null -eq $node) {
        $node = $Section.AppendChild($document.CreateElement('setting'))
        $node.SetAttribute('name', $Name)
        $node.SetAttribute('serializeAs', 'String')
    }
    $value = $node.SelectSingleNode('value')
    if ($null -eq $value) { $value = $node.AppendChild($document.CreateElement('value')) }
    $value.InnerText = $Text
}
