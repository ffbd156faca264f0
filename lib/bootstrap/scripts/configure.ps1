# configure: the account, its rights, the proxy and the settings of the gateway; one restart if anything of it changed,
# none otherwise; and it ends only when the gateway runs.

function Assert-Installed {
    Start-Part 'looking for the gateway'
    if ($null -ne (Get-GatewayService) -and (Test-Path -LiteralPath (Get-Place 'GatewayProgram'))) { return }
    Stop-Step 'the gateway is not installed' 'Apply again: the step "install" comes before this one.'
}

# A refusal comes before anything is changed.
function Assert-Account {
    Start-Part 'looking at the account of the service'
    $settings = $Step.Settings
    $now = (Get-GatewayService).StartName
    if ($now -eq $settings.accountName -or $settings.whenRegistered -eq 'change' -or -not (Test-Registered)) { return }
    Stop-Step "the gateway is registered under $now, and $($settings.accountName) is described" 'Under another account it has to be restored with the recovery key. Give the member a new key instead, or say whenRegistered: ''change'' and restore it by hand.'
}

# ---- The service account ---------------------------------------------------------------------------------------------

# The account's SID, once this computer may use the account.
function Resolve-Account {
    $settings = $Step.Settings
    if ($settings.accountKind -ne 'groupManaged') { return $settings.accountSid }
    Wait-Domain $settings.accountDomain 'Join the members to the domain before this step.'
    Start-Part "testing the group managed service account $($settings.accountName)"
    Install-DirectoryTool
    $identity = $settings.accountSam
    $remedy = 'The account must exist in that domain, and Active Directory Web Services of a domain controller must be within reach.'
    # Also where there is none: the domain controller that is asked may hear of a new one later.
    $account = Invoke-Patiently "finding the account $identity" 300 15 { Get-ADServiceAccount -Identity $identity } { $true } $remedy
    if (-not (Test-ManagedAccount $identity)) { Enable-ManagedAccount $identity }
    return [string] $account.SID.Value
}

# Without it the counter report shows memory only. By SID: the group has another name in other languages.
function Add-CounterReader {
    param([string] $Sid)
    $group = 'S-1-5-32-559'
    $known = Get-RegistryValue (Get-Place 'Registry') 'CounterReader'
    if ($known -eq $Sid) { return }
    Start-Part 'adding the service account to Performance Log Users'
    Request-Restart
    try {
        Add-LocalGroupMember -SID $group -Member $Sid
        Add-Change "added $($Step.Settings.accountName) to Performance Log Users"
    }
    catch {
        # To ask first is no way: the question fails where the group holds an account that no longer exists.
        if ($_.FullyQualifiedErrorId -notmatch 'MemberExists') { throw }
    }
    $null = Set-RegistryValue (Get-Place 'Registry') 'CounterReader' $Sid 'String'
}

function Enable-FolderAccess {
    param([string] $Sid)
    foreach ($folder in $Step.Settings.folders) {
        Start-Part "giving the service account its folder $folder"
        $drive = $folder.Substring(0, 1)
        if ($null -eq (Get-PSDrive -Name $drive -ErrorAction SilentlyContinue)) {
            Stop-Step "there is no drive $($drive): for $folder" 'Give the cluster a data disk with that letter, or choose a folder on C:.'
        }
        if (-not (Test-Path -LiteralPath $folder)) {
            $null = New-Item -Path $folder -ItemType Directory -Force
            Add-Change "created $folder"
        }
        Grant-Modify $folder $Sid
    }
    if ($Step.Settings.modifyInstallFolder) { Grant-Modify (Get-Place 'Gateway') $Sid }
}

function Grant-Modify {
    param([string] $Folder, [string] $Sid)
    # Modify, for the folder and what is in it.
    $entry = "(A;OICI;0x1301bf;;;$Sid)"
    if ((Get-Acl -LiteralPath $Folder).Sddl.Contains($entry)) { return }
    $code = Start-Program -Path 'icacls.exe' -Arguments @($Folder, '/grant', "*$($Sid):(OI)(CI)M") -Seconds 300
    if ($code -ne 0) { Stop-Step "icacls could not give rights on $Folder (code $code)" 'See whether the folder can be written to.' }
    Add-Change "gave $($Step.Settings.accountName) the right to modify $Folder"
}

function Set-ServiceLogon {
    $settings = $Step.Settings
    Start-Part 'looking at the logon of the service'
    $service = Get-GatewayService
    if ($service.StartName -eq $settings.accountName) {
        if ($settings.accountKind -eq 'groupManaged') { Set-ManagedFlag }
        return
    }
    Request-Restart
    # No password at all: a managed and a virtual account have none to give (Win32, ChangeServiceConfig).
    $change = @{ StartName = $settings.accountName }
    $answer = [int] (Invoke-CimMethod -InputObject $service -MethodName Change -Arguments $change).ReturnValue
    if ($answer -ne 0) {
        $meaning = @{ 2 = 'access denied'; 15 = 'logon failed'; 21 = 'invalid parameter'; 22 = 'unknown account, or without permission' }
        Stop-Step "Windows refused $($settings.accountName) as the account of the service: $answer $($meaning[$answer])" 'Check the name of the account, and its domain.'
    }
    if ($settings.accountKind -eq 'groupManaged') { Set-ManagedFlag }
    Add-Change "the service logs on as $($settings.accountName)"
}

# Tells Windows that it has to fetch the password itself. Without it the service no longer starts when the domain has
# renewed the password (MicrosoftDocs/SupportArticles-docs, error-1069-service-cannot-start).
function Set-ManagedFlag {
    $flag = @(Get-RegistryValue 'HKLM:\SYSTEM\CurrentControlSet\Services\PBIEgwService' 'ServiceAccountManaged')
    if ([string] $flag[0] -eq '1') { return }
    $code = Start-Program -Path 'sc.exe' -Arguments @('managedaccount', 'PBIEgwService', 'true') -Seconds 60
    if ($code -ne 0) { Stop-Step "sc.exe managedaccount ended with $code" 'See whether the service is marked for deletion.' }
}

# ---- The proxy -------------------------------------------------------------------------------------------------------

# The files that name a proxy: configuration app, service, mashup containers, and the worker of Fabric pipelines, which had
# another name before February 2025.
function Get-ProxyFile {
    $gateway = Get-Place 'Gateway'
    $files = @(
        (Join-Path -Path $gateway -ChildPath 'EnterpriseGatewayConfigurator.exe.config'),
        (Join-Path -Path $gateway -ChildPath 'Microsoft.PowerBI.EnterpriseGateway.exe.config'),
        (Join-Path -Path $gateway -ChildPath 'm\Microsoft.Mashup.Container.NetFX45.exe.config')
    )
    $runtime = Join-Path -Path $gateway -ChildPath 'FabricIntegrationRuntime'
    if (-not (Test-Path -LiteralPath $runtime)) { return $files }
    foreach ($version in @(Get-ChildItem -LiteralPath $runtime -Directory)) {
        foreach ($name in 'FabricPipelineworker.exe.config', 'Fabricworker.exe.config') {
            $path = Join-Path -Path $version.FullName -ChildPath "Shared\$name"
            if (Test-Path -LiteralPath $path) { $files += $path }
        }
    }
    return $files
}

function Set-Proxy {
    Start-Part 'setting the proxy in the configuration files'
    $settings = $Step.Settings
    $wanted = [string] $settings.proxyAddress -ne '' -or [string] $settings.proxyScript -ne ''
    $files = @(Get-ProxyFile)
    if ($wanted -and $files.Count -lt 4) { Add-Note 'this gateway has no file for the worker of Fabric pipelines' }
    foreach ($path in $files) {
        $original = Join-Path -Path (Get-Place 'Original') -ChildPath ((Get-FlatName $path) + '.proxy.xml')
        if (-not $wanted -and -not (Test-Path -LiteralPath $original)) { continue }
        $document = Read-ConfigFile $path
        $before = Get-ProxyText $document
        $target = Get-WantedProxy
        if (-not $wanted) { $target = Get-Content -LiteralPath $original -Raw -Encoding UTF8 }
        elseif (-not (Test-Path -LiteralPath $original)) { Save-Original $original $before }
        if ((Get-XmlShape $before) -ne (Get-XmlShape $target)) {
            Set-ProxyText $document $target
            Save-ConfigFile $path $document
            Add-Change "proxy in $path"
        }
        if (-not $wanted) { Remove-Item -LiteralPath $original -Force }
    }
}

function Save-Original {
    param([string] $Path, [string] $Text)
    $folder = Get-Place 'Original'
    if (-not (Test-Path -LiteralPath $folder)) { $null = New-Item -Path $folder -ItemType Directory -Force }
    Write-TextFile $Path $Text
}

# The element as it shall be in every file, the same in all of them.
function Get-WantedProxy {
    $settings = $Step.Settings
    $document = New-Object -TypeName System.Xml.XmlDocument
    $root = $document.CreateElement('defaultProxy')
    $null = $document.AppendChild($root)
    $root.SetAttribute('useDefaultCredentials', ([string] $settings.proxyUseDefaultCredentials).ToLowerInvariant())
    $proxy = $document.CreateElement('proxy')
    $null = $root.AppendChild($proxy)
    $proxy.SetAttribute('autoDetect', 'false')
    $proxy.SetAttribute('usesystemdefault', 'false')
    if ([string] $settings.proxyScript -ne '') {
        $proxy.SetAttribute('scriptLocation', $settings.proxyScript)
        return $root.OuterXml
    }
    $proxy.SetAttribute('proxyaddress', $settings.proxyAddress)
    $proxy.SetAttribute('bypassonlocal', ([string] $settings.proxyBypassLocal).ToLowerInvariant())
    $list = $document.CreateElement('bypasslist')
    $null = $root.AppendChild($list)
    foreach ($pattern in $settings.proxyBypass) {
        $entry = $document.CreateElement('add')
        $entry.SetAttribute('address', $pattern)
        $null = $list.AppendChild($entry)
    }
    return $root.OuterXml
}

# The text of an element by what it says: without white space and order of attributes.
function Get-XmlShape {
    param([string] $Text)
    if ($Text.Trim() -eq '') { return '' }
    $document = New-Object -TypeName System.Xml.XmlDocument
    $document.LoadXml($Text)
    return (Get-NodeShape $document.DocumentElement)
}

function Get-NodeShape {
    param($Node)
    $attributes = @($Node.Attributes | ForEach-Object { '{0}="{1}"' -f $_.LocalName.ToLowerInvariant(), $_.Value } | Sort-Object)
    $children = @($Node.ChildNodes | Where-Object { $_.NodeType -eq 'Element' } | ForEach-Object { Get-NodeShape $_ })
    return '<{0} {1}>{2}</>' -f $Node.LocalName, ($attributes -join ' '), ($children -join '')
}

# The element defaultProxy of a file; '' where there is none.
function Get-ProxyText {
    param($Document)
    $node = $Document.SelectSingleNode('/configuration/system.net/defaultProxy')
    if ($null -eq $node) { return '' }
    return $node.OuterXml
}

function Set-ProxyText {
    param($Document, [string] $Text)
    $root = $Document.SelectSingleNode('/configuration')
    $net = $root.SelectSingleNode('system.net')
    $old = $root.SelectSingleNode('system.net/defaultProxy')
    if ($null -ne $old) { $null = $net.RemoveChild($old) }
    if ($Text -eq '') {
        if (@($net.ChildNodes | Where-Object { $_.NodeType -eq 'Element' }).Count -eq 0) { $null = $root.RemoveChild($net) }
        return
    }
    if ($null -eq $net) { $net = $root.AppendChild($Document.CreateElement('system.net')) }
    $part = $Document.CreateDocumentFragment()
    $part.InnerXml = $Text
    $null = $net.AppendChild($part)
}

# ---- The settings of the gateway -------------------------------------------------------------------------------------

function Set-GatewaySetting {
    Start-Part 'setting the configuration of the gateway'
    $path = Get-CoreFile
    $wanted = $Step.Settings.gatewaySettings
    $document = Read-ConfigFile $path
    $section = Get-CoreSection $document
    if ($null -eq $section) { Stop-Step "$path has no section GatewayCoreSettings" 'Repair or reinstall the gateway.' }
    $memory = (Get-Place 'Registry') + '\OriginalSettings'
    $changes = @()
    foreach ($name in $wanted.Keys) {
        $now = Get-SettingText $section $name
        if ($now -ceq $wanted[$name]) { continue }
        # What was there before the first change, for the day when it is no longer described: behind a '=', as it may
        # have been empty. Without: it was not there.
        if ($null -eq (Get-RegistryValue $memory $name)) {
            $before = ''
            if ($null -ne $now) { $before = "=$now" }
            $null = Set-RegistryValue $memory $name $before 'String'
        }
        Set-SettingText $section $name $wanted[$name]
        $changes += '{0} = {1}' -f $name, $wanted[$name]
    }
    $dropped = @(Get-DroppedSetting $memory $wanted)
    foreach ($name in $dropped) {
        $before = [string] (Get-RegistryValue $memory $name)
        $node = Get-SettingNode $section $name
        if ($before -ne '') { Set-SettingText $section $name $before.Substring(1) }
        elseif ($null -ne $node) { $null = $section.RemoveChild($node) }
        $changes += "$name as it was shipped"
    }
    if ($changes.Count -gt 0) { Save-ConfigFile $path $document }
    foreach ($name in $dropped) { Remove-RegistryValue $memory $name }
    foreach ($change in $changes) { Add-Change $change }
}

function Get-DroppedSetting {
    param([string] $Memory, $Wanted)
    if (-not (Test-Path -LiteralPath $Memory)) { return @() }
    $known = @((Get-ItemProperty -LiteralPath $Memory).PSObject.Properties | ForEach-Object { $_.Name } | Where-Object { $_ -notlike 'PS*' })
    return @($known | Where-Object { -not $Wanted.Contains($_) })
}

# AutoDetect or Https. Which file carries it differs by version, and Microsoft no longer says: the one that has it is set.
function Set-ConnectivityMode {
    $mode = [string] $Step.Settings.connectivityMode
    if ($mode -eq '') { return }
    Start-Part 'setting the connectivity mode'
    $gateway = Get-Place 'Gateway'
    $found = $false
    foreach ($file in 'Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config', 'Microsoft.PowerBI.EnterpriseGateway.exe.config', 'EnterpriseGatewayConfigurator.exe.config') {
        $path = Join-Path -Path $gateway -ChildPath $file
        $document = Read-ConfigFile $path
        $node = $document.SelectSingleNode("//setting[@name='ServiceBusSystemConnectivityModeString']/value")
        if ($null -eq $node) { continue }
        $found = $true
        if ($node.InnerText -ceq $mode) { continue }
        $node.InnerText = $mode
        Save-ConfigFile $path $document
        Add-Change "ServiceBusSystemConnectivityModeString = $mode in $file"
    }
    if (-not $found) { Add-Note 'this gateway has no setting ServiceBusSystemConnectivityModeString; since June 2019 new installations use HTTPS anyway' }
}

# Which tenants this machine may be registered in; evaluated whenever the gateway starts.
function Set-TenantRestriction {
    $key = Get-Place 'Registration'
    $tenants = @($Step.Settings.allowedTenants) -join ','
    $now = [string] (Get-RegistryValue $key 'AllowedRegistrationTenants')
    if ($now -eq $tenants) { return }
    Start-Part 'restricting the tenants of registration'
    $ours = Get-RegistryValue (Get-Place 'Registry') 'TenantRestriction'
    # A list that somebody else has set, say a group policy, is not ours to remove.
    if ($tenants -eq '' -and $null -eq $ours) { return }
    Request-Restart
    if ($tenants -eq '') {
        Remove-RegistryValue $key 'AllowedRegistrationTenants'
        Remove-RegistryValue (Get-Place 'Registry') 'TenantRestriction'
    }
    else {
        $null = Set-RegistryValue (Get-Place 'Registry') 'TenantRestriction' 1 'DWord'
        $null = Set-RegistryValue $key 'AllowedRegistrationTenants' $tenants 'String'
    }
    Add-Change "AllowedRegistrationTenants = '$tenants'"
}

# Restart after one minute, again after one, then after five; failures are forgotten after a day.
function Set-Recovery {
    Start-Part 'setting the recovery actions of the service'
    $key = 'HKLM:\SYSTEM\CurrentControlSet\Services\PBIEgwService'
    # SERVICE_FAILURE_ACTIONS as Windows stores it: period, two pointers, count, offset, then type and delay of each.
    $wanted = '80510100' + '00000000' + '00000000' + '03000000' + '14000000' + '0100000060ea0000' + '0100000060ea0000' + '01000000e0930400'
    $now = (@(Get-RegistryValue $key 'FailureActions') | ForEach-Object { '{0:x2}' -f $_ }) -join ''
    if ($now -ne $wanted) {
        $code = Start-Program -Path 'sc.exe' -Arguments @('failure', 'PBIEgwService', 'reset=', '86400', 'actions=', 'restart/60000/restart/60000/restart/300000') -Seconds 60
        if ($code -ne 0) { Stop-Step "sc.exe failure ended with $code" 'See whether the service is marked for deletion.' }
        Add-Change 'recovery actions of the service'
    }
    if ([string] (Get-RegistryValue $key 'FailureActionsOnNonCrashFailures') -ne '1') {
        $code = Start-Program -Path 'sc.exe' -Arguments @('failureflag', 'PBIEgwService', '1') -Seconds 60
        if ($code -ne 0) { Stop-Step "sc.exe failureflag ended with $code" 'See whether the service is marked for deletion.' }
        Add-Change 'recovery actions also when the service stops with an error'
    }
    if ((Get-GatewayService).StartMode -ne 'Auto') {
        Set-Service -Name 'PBIEgwService' -StartupType Automatic
        Add-Change 'the service starts with Windows'
    }
}

Invoke-Step {
    Assert-Installed
    Assert-Account
    $sid = Resolve-Account
    Enable-AccountRight $sid
    if ($Step.Settings.accountKind -eq 'groupManaged') { Add-CounterReader $sid }
    Enable-FolderAccess $sid
    Set-ServiceLogon
    Set-Proxy
    Set-GatewaySetting
    Set-ConnectivityMode
    Set-TenantRestriction
    Set-Recovery
    if ($null -ne (Get-RegistryValue (Get-Place 'Registry') 'RestartNeeded')) {
        Start-Part 'restarting the gateway'
        Restart-Gateway
    }
    # An account that was changed under a registered gateway has no connection until somebody restores it.
    Wait-Healthy ((Test-Registered) -and $Step.Settings.whenRegistered -ne 'change')
}
