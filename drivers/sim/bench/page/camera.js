// The table under the document camera: papers to lay down, in what light, on what.

import { button, byId, element } from "./parts.js";

const PAPERS = ["身份证", "申请表", "授权委托书", "房产证", "户口簿", "营业执照", "护照", "摊开的护照", "租赁合同"];
const LYING = { 身份证: 4, 户口簿: 4, 护照: 4, 摊开的护照: 92, 房产证: 3, 营业执照: 3 };
const CHANGES = [
  ["正常", "As it should be", { light: 0.88, glare: 0, shadow: 0, thumbs: 0, blur: 0.6 }],
  ["光线暗", "Dark", { light: 0.25 }], ["反光", "Glare", { glare: 0.9, light: 0.7 }], ["阴影", "Shadow", { shadow: 0.8 }],
  ["手指压边", "Thumb", { thumbs: 1 }], ["失焦", "Blurred", { blur: 4 }], ["出界", "Cut off", { x_mm: 150 }], ["居中", "Middle", { x_mm: 0 }],
];
const TABLES = [["灰", "grey"], ["白", "white"], ["木纹", "wood"], ["格子", "checked"], ["石纹", "granite"], ["杂物", "cluttered"]];

function act(verb, body) {
  return { "data-post": `/api/camera/${verb}`, "data-body": JSON.stringify(body) };
}

function deed(zh, en, verb, body, disabled = false) {
  return element("button", { ...act(verb, body), disabled }, zh, " ", element("small", {}, en));
}

export function cameraPart(camera) {
  if (!camera) return [];
  const none = !camera.lying, table = camera.lying?.table ?? "grey";
  const shown = encodeURIComponent(JSON.stringify(camera.lying));
  return [
    element("p", { class: "where" }, `${camera.url} · ${camera.watchers ? "有人在看 watched" : "未开启 off"}`),
    element("img", { class: "table", src: `/api/camera/picture.jpg?${shown}`, width: 640, height: 360, alt: camera.lying?.paper ?? "空桌 empty table" }),
    element("div", {}, ...PAPERS.map((paper) => deed(paper, "", "lay", { paper, table, angle: LYING[paper] ?? 92 }))),
    element("div", {}, ...CHANGES.map(([zh, en, body]) => deed(zh, en, "move", body, none)),
      ...TABLES.map(([zh, en]) => deed(zh, en, "move", { table: en }, none))),
    element("div", {}, button("拿走", "Take away", "/api/camera/take-away", { main: !none, disabled: none }),
      camera.plugged ? button("拔下", "Unplug", "/api/camera/unplug") : button("插上", "Plug in", "/api/camera/plug", { main: true })),
  ];
}

export function fitCamera(world) {
  byId("camera-card").hidden = !world.camera;
}
